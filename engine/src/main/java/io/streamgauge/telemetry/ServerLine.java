package io.streamgauge.telemetry;

import java.util.List;

/**
 * A value over time, for a chart.
 *
 * @param label what it is, without its unit
 * @param unit of the values
 * @param atNanos when each was read, on the monotonic clock
 * @param values as many
 */
public record ServerLine(String label, String unit, List<Long> atNanos, List<Double> values) {
    public ServerLine {
        atNanos = List.copyOf(atNanos);
        values = List.copyOf(values);
        if (atNanos.size() != values.size()) {
            throw new IllegalArgumentException(atNanos.size() + " moments for " + values.size() + " values");
        }
    }
}
