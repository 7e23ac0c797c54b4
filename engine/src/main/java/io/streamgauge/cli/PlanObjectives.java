package io.streamgauge.cli;

import io.streamgauge.plan.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/** AIPerf's way to write what a search is for: a list of {@code {metric: …, stat: …, direction: …}}, as options that have one each. */
final class PlanObjectives {
    static final String KEY = "objectives";

    private static final Map<String, String> OPTIONS =
            Map.of("metric", "search-metric", "stat", "search-stat", "direction", "search-direction");

    /**
     * A value of an option.
     *
     * @param option its key
     * @param line of what says it
     */
    record Part(String option, int line, String value) {}

    private final ObjIntConsumer<String> complain;
    private final List<Part> parts = new ArrayList<>();

    private PlanObjectives(ObjIntConsumer<String> complain) {
        this.complain = complain;
    }

    /**
     * The values, for each objective in its order.
     *
     * @param complain told what is wrong, and on which line
     */
    static List<Part> read(PlanNode.Entry entry, ObjIntConsumer<String> complain) {
        PlanObjectives reader = new PlanObjectives(complain);
        List<PlanNode> items = entry.value() instanceof PlanNode.Sequence sequence ? sequence.items() : List.of();
        for (PlanNode item : items) {
            reader.add(item);
        }
        long directions = reader.parts.stream()
                .filter(part -> part.option().equals(OPTIONS.get("direction")))
                .count();
        if (items.isEmpty()) {
            complain.accept(
                    "'" + KEY + "' is a list of what a search is for, as - {metric: time_to_first_token, stat: p99}",
                    entry.line());
        } else if (directions != 0 && directions != items.size()) {
            complain.accept("'" + KEY + "': give each a direction, or none", entry.line());
        }
        return List.copyOf(reader.parts);
    }

    private void add(PlanNode item) {
        Map<String, String> said = new LinkedHashMap<>();
        if (item instanceof PlanNode.Mapping mapping) {
            for (PlanNode.Entry part : mapping.entries()) {
                String path = "'" + KEY + "." + part.key() + "'";
                if (!(part.value() instanceof PlanNode.Scalar scalar)) {
                    complain.accept(path + " takes one value", part.line());
                } else if (OPTIONS.containsKey(part.key())) {
                    said.put(part.key(), scalar.text());
                } else if (!part.key().equals("threshold")) {
                    complain.accept("unknown key " + path + Nearest.hint(part.key(), OPTIONS.keySet()), part.line());
                } else if (scalar.kind() != PlanNode.Kind.NOTHING) {
                    complain.accept(
                            path + ": what is worse is not looked at when it is bounded; give slo", part.line());
                }
            }
        }
        if (!said.containsKey("metric")) {
            complain.accept("'" + KEY + "': each has a metric", item.line());
            return;
        }
        said.putIfAbsent("stat", "avg");
        said.forEach((key, value) -> parts.add(new Part(OPTIONS.getOrDefault(key, key), item.line(), value)));
    }
}
