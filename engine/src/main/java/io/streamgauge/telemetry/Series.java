package io.streamgauge.telemetry;

import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one line of a metrics page is about.
 *
 * @param name of the metric, with its {@code _bucket}, {@code _sum} or {@code _count}
 * @param labels by name
 */
record Series(String name, SortedMap<String, String> labels) {
    /** The label's value, null when there is none. */
    @Nullable
    String label(String label) {
        return labels.get(label);
    }

    boolean has(Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    /** As a metrics page writes it, labels in order. */
    @Override
    public String toString() {
        return labels.isEmpty()
                ? name
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                        .collect(Collectors.joining(",", name + "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
