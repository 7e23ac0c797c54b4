package io.streamgauge.telemetry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How much every series has grown since the measured phase began; of gauges it means nothing and is not asked. One thread. */
final class Growth {
    private final Map<String, Map<Series, Counter>> byName = new LinkedHashMap<>();
    private int series;
    private boolean begun;

    private static final class Counter {
        private double previous;
        private double growth;
    }

    /** A series and its growth. */
    record Grown(Series series, double growth) {}

    /** The measured phase begins: the next page is what growth counts from. */
    void forget() {
        byName.clear();
        series = 0;
        begun = false;
    }

    /** The next page. A series that was not there before began at 0; one that fell was started anew, at 0 too. */
    void add(MetricsPage page) {
        if (!begun) {
            begun = true;
            page.values().forEach((one, value) -> counter(one).previous = Double.isFinite(value) ? value : 0);
            return;
        }
        page.values().forEach((one, value) -> {
            if (!Double.isFinite(value)) {
                return;
            }
            var counter = counter(one);
            counter.growth += value >= counter.previous ? value - counter.previous : value;
            counter.previous = value;
        });
    }

    private Counter counter(Series one) {
        var named = byName.get(one.name());
        var known = named == null ? null : named.get(one);
        // A server that makes up new series for ever shall not fill this memory: the surplus is lost.
        if (known != null || series >= 2 * PrometheusText.MOST_SERIES) {
            return known != null ? known : new Counter();
        }
        series++;
        var fresh = new Counter();
        byName.computeIfAbsent(one.name(), name -> new LinkedHashMap<>()).put(one, fresh);
        return fresh;
    }

    /** Growth of one; 0 where it was never there. */
    double of(Series one) {
        var counter = byName.getOrDefault(one.name(), Map.of()).get(one);
        return counter == null ? 0 : counter.growth;
    }

    /** All series of this name that carry these labels. */
    List<Grown> all(String name, Map<String, String> labels) {
        return byName.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(entry -> entry.getKey().has(labels))
                .map(entry -> new Grown(entry.getKey(), entry.getValue().growth))
                .toList();
    }

    /** Growth of all of them together. */
    OptionalDouble sum(String name, Map<String, String> labels) {
        var all = all(name, labels);
        return all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.stream().mapToDouble(Grown::growth).sum());
    }

    /** Growth of the one that grew most. */
    OptionalDouble largest(String name) {
        return all(name, Map.of()).stream().mapToDouble(Grown::growth).max();
    }
}
