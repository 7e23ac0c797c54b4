package io.streamgauge.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What servers and GPUs said of themselves while a run was on.
 *
 * @param server of the measured phase; null when no known server was heard
 * @param gpu of the measured phase; null when no GPU was heard
 * @param lines gauges and GPUs over the whole run, for charts
 * @param notes what the user should know of the reading, a line each
 * @param troubles what could not be written, a line each
 */
public record Telemetry(
        @Nullable ServerMetrics server,
        @Nullable GpuTelemetry gpu,
        List<ServerLine> lines,
        List<String> notes,
        List<String> troubles) {
    /** Nothing was asked, or nobody answered. */
    public static final Telemetry NONE = new Telemetry(null, null, List.of(), List.of(), List.of());

    public Telemetry {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
        troubles = List.copyOf(troubles);
    }

    /** Nothing was heard, and this is why. */
    static Telemetry none(String note) {
        return new Telemetry(null, null, List.of(), List.of(note), List.of());
    }
}
