package io.streamgauge.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What one or several metrics pages said at one moment. */
final class MetricsPage {
    /** The label under which series of several pages are kept apart, as in Prometheus. */
    private static final String INSTANCE = "instance";

    private final Map<Series, Double> values;
    private final Map<String, String> kinds;
    private final Map<String, List<Point>> byName = new LinkedHashMap<>();

    /** A series and its value. */
    record Point(Series series, double value) {}

    MetricsPage(Map<Series, Double> values) {
        this(values, Map.of());
    }

    /** @param kinds of metrics, by their names */
    MetricsPage(Map<Series, Double> values, Map<String, String> kinds) {
        this.values = Collections.unmodifiableMap(values);
        this.kinds = Collections.unmodifiableMap(kinds);
        values.forEach((series, value) -> byName.computeIfAbsent(series.name(), name -> new ArrayList<>(1))
                .add(new Point(series, value)));
    }

    static MetricsPage parse(byte[] page) throws MalformedPageException {
        return PrometheusText.page(page);
    }

    /** Pages by their address as one; of several, each series says which page it is from. */
    static MetricsPage union(Map<String, MetricsPage> pages) {
        if (pages.size() == 1) {
            return pages.values().iterator().next();
        }
        var union = new LinkedHashMap<Series, Double>();
        pages.forEach((address, page) -> page.values.forEach((series, value) -> {
            var labels = new TreeMap<>(series.labels());
            labels.put(INSTANCE, address);
            union.put(new Series(series.name(), labels), value);
        }));
        return new MetricsPage(union);
    }

    Map<Series, Double> values() {
        return values;
    }

    /** What the page says of the kinds of its metrics, as {@code counter}, by their names. */
    Map<String, String> kinds() {
        return kinds;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    boolean hasPrefix(String prefix) {
        return byName.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** All series of this name that carry these labels. */
    List<Point> all(String name, Map<String, String> labels) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(point -> point.series().has(labels))
                .toList();
    }

    /** Their finite values, added up. */
    OptionalDouble sum(String name, Map<String, String> labels) {
        var finite = all(name, labels).stream()
                .mapToDouble(Point::value)
                .filter(Double::isFinite)
                .toArray();
        return finite.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(java.util.Arrays.stream(finite).sum());
    }

    /** The mean of their finite values. */
    OptionalDouble mean(String name, Map<String, String> labels) {
        return all(name, labels).stream()
                .mapToDouble(Point::value)
                .filter(Double::isFinite)
                .average();
    }
}
