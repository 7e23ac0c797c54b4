package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import java.util.Iterator;

/** The values of {@code --endpoint-type}, for help and completion. */
final class EndpointNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Endpoint.names().iterator();
    }
}
