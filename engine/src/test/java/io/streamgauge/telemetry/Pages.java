package io.streamgauge.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages for tests: real ones of vLLM and llama.cpp, made ones under the published names of the others. */
final class Pages {
    private Pages() {}

    static byte[] bytes(String server) {
        try (var in = Pages.class.getResourceAsStream(server + ".txt")) {
            if (in == null) {
                throw new IllegalArgumentException("no page of " + server);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MetricsPage of(String server) {
        return page(bytes(server));
    }

    static MetricsPage lines(String... lines) {
        return page((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static MetricsPage page(byte[] bytes) {
        try {
            return MetricsPage.parse(bytes);
        } catch (MalformedPageException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page as it was before anything happened. */
    static MetricsPage empty() {
        return new MetricsPage(Map.of());
    }
}
