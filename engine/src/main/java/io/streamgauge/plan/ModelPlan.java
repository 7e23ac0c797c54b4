package io.streamgauge.plan;

import java.util.List;

/**
 * Which model each request names.
 *
 * @param names at least one
 * @param weights how often each is drawn, relative to each other; empty for all alike
 */
public record ModelPlan(List<String> names, Selection selection, List<Double> weights) {
    /** How several models take turns. */
    public enum Selection {
        ROUND_ROBIN,
        RANDOM
    }

    public ModelPlan {
        names = List.copyOf(names);
        weights = List.copyOf(weights);
        if (!weights.isEmpty() && (weights.size() != names.size() || selection != Selection.RANDOM)) {
            throw new IllegalArgumentException(
                    weights.size() + " weights of " + names.size() + " models, " + selection);
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no model");
        }
    }

    /** The name as results carry it: the first one, with a mark when there are more, fit for a directory name. */
    public String directoryName() {
        String first = names.getFirst().replaceAll("[/\\\\:\\s]", "_");
        return names.size() > 1 ? first + "_multi" : first;
    }
}
