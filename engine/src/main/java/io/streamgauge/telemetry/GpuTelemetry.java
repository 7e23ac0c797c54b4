package io.streamgauge.telemetry;

import io.streamgauge.metrics.Statistics;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What GPUs said of themselves in the measured phase.
 *
 * @param statistics by metric and GPU in their order, those that were told; values in the metric's unit
 * @param shown those of them that the table has, in its order
 * @param energyJoules what all GPUs together used in that phase; 0 when it was not told
 */
public record GpuTelemetry(
        Map<GpuMetric, Map<String, Statistics>> statistics, List<GpuMetric> shown, double energyJoules) {
    public GpuTelemetry {
        var ordered = new LinkedHashMap<GpuMetric, Map<String, Statistics>>();
        statistics.forEach(
                (metric, byGpu) -> ordered.put(metric, Collections.unmodifiableMap(new LinkedHashMap<>(byGpu))));
        statistics = Collections.unmodifiableMap(ordered);
        shown = List.copyOf(shown);
    }

    /** genai-perf's {@code telemetry_stats}. */
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        statistics.forEach((metric, byGpu) -> {
            var values = new LinkedHashMap<String, Object>();
            values.put("unit", metric.unit());
            byGpu.forEach((gpu, numbers) ->
                    values.put(gpu, metric.constant() ? Map.of("avg", numbers.avg()) : tree(numbers)));
            tree.put(metric.key(), values);
        });
        return tree;
    }

    private static Map<String, Object> tree(Statistics numbers) {
        var tree = new LinkedHashMap<String, Object>();
        for (var name :
                new String[] {"avg", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "min", "max", "std"
                }) {
            tree.put(name, numbers.named(name));
        }
        return tree;
    }
}
