package io.streamgauge.prompt;

import java.util.Arrays;

/** Numbered things, each with a weight, of which one is picked as often as it weighs. */
public final class Weights {
    private final double[] ends;

    /**
     * Things of these weights.
     *
     * @param weights relative to each other; not kept
     * @throws IllegalArgumentException when there is none, or one is no positive number
     */
    public Weights(double... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("nothing to pick from");
        }
        ends = new double[weights.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
                throw new IllegalArgumentException("weight: " + weights[i]);
            }
            sum += weights[i];
            ends[i] = sum;
        }
        if (Double.isInfinite(sum)) {
            throw new IllegalArgumentException("weights have no sum");
        }
    }

    int size() {
        return ends.length;
    }

    /**
     * The thing at a point of the range that all share by their weights.
     *
     * @param point from 0 to 1, 1 excluded
     */
    public int pick(double point) {
        double at = point * ends[ends.length - 1];
        int place = Arrays.binarySearch(ends, at);
        // A thing owns the points below its end, so one that is just the end belongs to the next.
        int picked = place < 0 ? -place - 1 : place + 1;
        return Math.min(picked, ends.length - 1);
    }
}
