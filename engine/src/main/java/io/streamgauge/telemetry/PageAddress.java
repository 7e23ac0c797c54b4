package io.streamgauge.telemetry;

import java.net.URI;
import java.util.Map;

/**
 * A metrics page to read.
 *
 * @param url http or https
 * @param asked whether the user named it, and so wants to hear when there is nothing; otherwise it is read if it is there
 * @param headers to send with the request, such as Authorization; never shown
 */
public record PageAddress(URI url, boolean asked, Map<String, String> headers) {
    public PageAddress {
        headers = Map.copyOf(headers);
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("no metrics page can be at " + url);
        }
    }

    /** The same with another path. */
    PageAddress at(String path) {
        return new PageAddress(url.resolve(path), asked, headers);
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
