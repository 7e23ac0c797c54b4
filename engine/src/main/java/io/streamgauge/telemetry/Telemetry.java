package io.streamgauge.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** What the summary's JSON tells of it, by the names of the sections; none where nothing was heard. */
    public Map<String, Object> sections() {
        Map<String, Object> sections = new LinkedHashMap<>();
        if (server != null) {
            sections.put("server_metrics", server.toTree());
        }
        if (gpu != null) {
            sections.put("telemetry_stats", gpu.toTree());
        }
        return sections;
    }

    /** Nothing was heard, and this is why. */
    static Telemetry none(String note) {
        return new Telemetry(null, null, List.of(), List.of(note), List.of());
    }
}
