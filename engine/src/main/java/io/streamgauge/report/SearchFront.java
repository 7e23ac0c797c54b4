package io.streamgauge.report;

import io.streamgauge.search.Hypervolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a search with several goals found: the points of which no other is as good in all and better in one.
 *
 * @param points from the one with the best of the first goal
 * @param reference of each goal the worst that was measured of a point that keeps the bounds; none where no point does
 */
public record SearchFront(List<SearchGoal> goals, List<SweepPoint> points, List<Double> reference) {
    public SearchFront {
        goals = List.copyOf(goals);
        points = List.copyOf(points);
        reference = List.copyOf(reference);
    }

    /**
     * The front.
     *
     * @param counting all points that were tried, have every number and keep the bounds
     * @param points those of them that none beats
     */
    public static SearchFront of(List<SearchGoal> goals, List<SweepPoint> counting, List<SweepPoint> points) {
        Comparator<SweepPoint> best = Comparator.comparingDouble(goals.getFirst()::worth);
        return new SearchFront(
                goals,
                points.stream().sorted(best.reversed()).toList(),
                counting.isEmpty()
                        ? List.of()
                        : goals.stream()
                                .map(goal -> counting.stream()
                                        .min(Comparator.comparingDouble(goal::worth))
                                        .map(goal::number)
                                        .orElseThrow())
                                .toList());
    }

    /** The table of it for the console. */
    public String render(Look look) {
        List<String> parameters = List.copyOf(points.getFirst().values().keySet());
        // Of one, the name of the point says it.
        List<String> columns = parameters.size() > 1 ? parameters : List.of();
        List<String> header = new ArrayList<>(List.of(columns.isEmpty() ? "Point" : "#"));
        header.addAll(columns);
        goals.forEach(goal -> header.add(goal.label()));
        List<TableGrid.Row> rows = new ArrayList<>();
        for (SweepPoint point : points) {
            List<String> cells = new ArrayList<>();
            columns.forEach(parameter -> cells.add(point.text(parameter)));
            goals.forEach(goal -> cells.add(SweepTable.number(point, goal.metric(), goal.statistic())));
            String label = columns.isEmpty() ? point.name() : String.valueOf(rows.size() + 1);
            rows.add(new TableGrid.Row(label, label, cells));
        }
        return new TableGrid("Streamgauge | What no other point beats", header, rows).render(look);
    }

    Map<String, @Nullable Object> toTree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        List<Object> objectives = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            Map<String, @Nullable Object> objective = new LinkedHashMap<>();
            objective.put("goal", goals.get(i).key());
            objective.put("direction", goals.get(i).direction());
            objective.put("reference", reference.isEmpty() ? null : reference.get(i));
            objectives.add(objective);
        }
        tree.put("objectives", objectives);
        tree.put("front", points.stream().map(this::tree).toList());
        tree.put("hypervolume", volume());
        return tree;
    }

    private Map<String, Object> tree(SweepPoint point) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        goals.forEach(goal -> numbers.put(goal.key(), Objects.requireNonNull(goal.number(point))));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", point.name());
        tree.put("values", point.values());
        tree.put("numbers", numbers);
        return tree;
    }

    private double volume() {
        if (points.isEmpty()) {
            return 0;
        }
        List<Double> worst = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            worst.add(goals.get(i).worth(reference.get(i)));
        }
        return Hypervolume.of(
                points.stream()
                        .map(point ->
                                goals.stream().map(goal -> goal.worth(point)).toList())
                        .toList(),
                worst);
    }
}
