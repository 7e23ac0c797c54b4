package io.streamgauge.telemetry;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Lines of {@code server_metrics.jsonl}, of readings at a thousand times as many nanoseconds since 1970 as since the start. */
final class LogLine {
    private LogLine() {}

    static String of(String phase, String url, long nanos, Map<String, Object> values) {
        return of(phase, url, nanos, values, Map.of());
    }

    /** @param types kinds that the page told, for the first time */
    static String of(String phase, String url, long nanos, Map<String, Object> values, Map<String, String> types) {
        Map<String, Object> line = new HashMap<>(
                Map.of("t_ns", nanos, "epoch_ns", nanos * 1_000, "phase", phase, "url", url, "values", values));
        if (!types.isEmpty()) {
            line.put("types", types);
        }
        return JsonMapper.shared().writeValueAsString(line);
    }
}
