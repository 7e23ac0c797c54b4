package io.streamgauge.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search of a sweep found.
 *
 * @param goal the number that was to be as high or low as it can; null where the highest load was looked for that keeps the bounds
 * @param least whether it was to be low
 * @param searched what it went through
 * @param tried names of points, in their order
 * @param best null where none is what was looked for
 */
public record SearchFound(
        @Nullable String goal,
        boolean least,
        List<String> searched,
        List<String> tried,
        @Nullable SweepPoint best) {
    public SearchFound {
        searched = List.copyOf(searched);
        tried = List.copyOf(tried);
    }

    Map<String, @Nullable Object> toTree() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("goal", goal);
        tree.put("direction", least ? "minimize" : "maximize");
        tree.put("searched", searched);
        tree.put("tried", tried);
        tree.put("best", best == null ? null : best.name());
        Map<String, BigDecimal> values = best == null ? null : best.values();
        tree.put("values", values);
        return tree;
    }
}
