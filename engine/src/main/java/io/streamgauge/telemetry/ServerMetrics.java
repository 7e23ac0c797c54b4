package io.streamgauge.telemetry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server said of the measured phase.
 *
 * @param servers names of the servers whose metrics were known
 * @param pages addresses of the metrics pages
 * @param scrapes how often they were read in the measured phase, its begin and end included
 * @param readings by metric, those that the pages told
 */
public record ServerMetrics(
        List<String> servers, List<String> pages, int scrapes, Map<ServerMetric, Reading> readings) {
    public ServerMetrics {
        servers = List.copyOf(servers);
        pages = List.copyOf(pages);
        var ordered = new EnumMap<ServerMetric, Reading>(ServerMetric.class);
        ordered.putAll(readings);
        readings = Collections.unmodifiableMap(ordered);
    }

    /** The distribution of a metric, null when the server did not tell one. */
    public Reading.@Nullable Distribution distribution(ServerMetric metric) {
        return readings.get(metric) instanceof Reading.Distribution distribution ? distribution : null;
    }

    /** As the summary file holds it. */
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("servers", servers);
        tree.put("pages", pages);
        tree.put("scrapes", scrapes);
        readings.forEach((metric, reading) -> {
            var values = new LinkedHashMap<String, Object>();
            values.put("unit", metric.unit());
            values.putAll(reading.toTree());
            tree.put(metric.key(), values);
        });
        return tree;
    }
}
