package io.streamgauge.search;

import java.util.List;

/**
 * What became of values that were tried.
 *
 * @param numbers what was measured, of each of which more is better, at least one; not a number where nothing could be
 * @param held whether every bound was kept
 * @param excess by how much, as share of it, the bound was exceeded that was kept worst: 0 or below where all were; not a number
 *     where there is none, or nothing was measured
 */
public record Outcome(List<Double> numbers, boolean held, double excess) {
    public Outcome {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("no number");
        }
        numbers = List.copyOf(numbers);
    }

    /** Of one number. */
    public Outcome(double number, boolean held, double excess) {
        this(List.of(number), held, excess);
    }

    /** Whether more than one thing is looked for. */
    boolean isOfSeveral() {
        return numbers.size() > 1;
    }

    /** The first of them, and where one thing is looked for the only one. */
    double number() {
        return numbers.getFirst();
    }
}
