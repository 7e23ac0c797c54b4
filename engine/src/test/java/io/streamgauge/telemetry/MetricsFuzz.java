package io.streamgauge.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Any bytes as a metrics page: malformed in one line, or series that say the same when they are written down and read again. */
public final class MetricsFuzz {
    private MetricsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        Map<Series, Double> page;
        try {
            page = PrometheusText.parse(data);
        } catch (MalformedPageException e) {
            if (String.valueOf(e.getMessage()).indexOf('\n') >= 0) {
                throw new IllegalStateException("more than a line: " + e.getMessage(), e);
            }
            return;
        }
        var written = new StringBuilder();
        page.forEach((series, value) ->
                written.append(series).append(' ').append(written(value)).append('\n'));
        try {
            if (!page.equals(PrometheusText.parse(written.toString().getBytes(StandardCharsets.UTF_8)))) {
                throw new IllegalStateException("not the same when written down: " + written);
            }
        } catch (MalformedPageException e) {
            throw new IllegalStateException("what it wrote is malformed: " + written, e);
        }
    }

    private static String written(double value) {
        return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : "" + value;
    }
}
