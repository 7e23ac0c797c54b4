package io.streamgauge.plan;

import java.util.List;

/**
 * Which model each request names.
 *
 * @param names at least one
 */
public record ModelPlan(List<String> names, Selection selection) {
    /** How several models take turns. */
    public enum Selection {
        ROUND_ROBIN,
        RANDOM
    }

    public ModelPlan {
        names = List.copyOf(names);
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
