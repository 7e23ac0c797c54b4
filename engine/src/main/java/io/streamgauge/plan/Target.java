package io.streamgauge.plan;

import io.streamgauge.http.Origin;
import io.streamgauge.http.Origin.Scheme;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where requests go.
 *
 * @param url as the user gave it, for messages and reports
 * @param origin the same, resolved
 */
public record Target(String url, Origin origin) {

    /**
     * Reads a URL the way curl does: without a scheme it is {@code http}, without a port 80 or 443.
     *
     * @throws PlanException when it names no host
     */
    public static Target parse(String url) {
        String text = url.trim();
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length()).replaceFirst("^//(?=/)", "");
            if (path.isEmpty()) {
                throw bad(url, "names no socket; write unix:/path/to/socket");
            }
            return new Target(url, new Origin(Scheme.UNIX, path, 0, ""));
        }
        URI uri = uri(url, text.contains("://") ? text : "http://" + text);
        Scheme scheme = scheme(url, uri.getScheme());
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw bad(url, "no host and port in it; write host:port, for example localhost:8000");
        }
        if (uri.getRawUserInfo() != null) {
            throw new PlanException("--url: credentials inside a URL end up in logs; use --header or --api-key-file");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : scheme == Scheme.HTTPS ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        return new Target(url, new Origin(scheme, host, port, path));
    }

    private static URI uri(String url, String full) {
        try {
            return new URI(full);
        } catch (URISyntaxException e) {
            throw bad(url, e.getReason() + "; write host:port, http://host:port or https://host");
        }
    }

    private static Scheme scheme(String url, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            default -> throw bad(url, "scheme '" + name + "' is not known; use http, https or unix");
        };
    }

    private static PlanException bad(String url, String what) {
        return new PlanException("--url '" + url + "': " + what);
    }
}
