package io.streamgauge.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search of a sweep found.
 *
 * @param planner how it went
 * @param tier name of the bounds that it was for; null where the sweep has but one set
 * @param bounds those that had to hold, one text each
 * @param goal the number that was to be as high or low as it can; null where the highest load was looked for that keeps the bounds, or
 *     where there were several
 * @param searched what it went through
 * @param tried names of points, in their order
 * @param best null where none is what was looked for, or several are
 * @param crossing where bounds are crossed by a curve through all that was measured; not a number where there is none
 * @param front what was found of several goals; null where there were not several
 */
public record SearchFound(
        String planner,
        @Nullable String tier,
        List<String> bounds,
        @Nullable SearchGoal goal,
        List<String> searched,
        List<String> tried,
        @Nullable SweepPoint best,
        double crossing,
        @Nullable SearchFront front) {
    public SearchFound {
        bounds = List.copyOf(bounds);
        searched = List.copyOf(searched);
        tried = List.copyOf(tried);
    }

    Map<String, @Nullable Object> toTree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("planner", planner);
        tree.put("tier", tier);
        tree.put("bounds", bounds);
        tree.put("goal", goal == null ? null : goal.key());
        tree.put("direction", front != null ? null : goal == null ? "maximize" : goal.direction());
        tree.put("searched", searched);
        tree.put("tried", tried);
        tree.put("best", best == null ? null : best.name());
        Map<String, BigDecimal> values = best == null ? null : best.values();
        tree.put("values", values);
        tree.put("crossing", Double.isNaN(crossing) ? null : crossing);
        if (front != null) {
            tree.putAll(front.toTree());
        }
        return tree;
    }
}
