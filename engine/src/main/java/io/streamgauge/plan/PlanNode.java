package io.streamgauge.plan;

import java.util.List;

/** A part of a plan file, with the line on which it stands, counted from 1. */
public sealed interface PlanNode {
    int line();

    /** What a scalar is by YAML's rules. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }

    /**
     * A word, a number, a truth value or nothing.
     *
     * @param text as written, quotes apart
     */
    record Scalar(int line, String text, Kind kind) implements PlanNode {}

    record Sequence(int line, List<PlanNode> items) implements PlanNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    record Mapping(int line, List<Entry> entries) implements PlanNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A key and its value.
     *
     * @param line of the key, which may stand above its value
     */
    record Entry(String key, int line, PlanNode value) {}
}
