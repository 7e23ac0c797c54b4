package io.streamgauge.arrival;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Whether a sample comes from a distribution. */
public final class KolmogorovSmirnov {
    /** Exceeded by one in a thousand samples of the distribution itself, if they are large. */
    private static final double CRITICAL = 1.95;

    private KolmogorovSmirnov() {}

    /** How far the sample's distribution is from the expected one at most, as a share of what is too far: below 1 it may well be that. */
    public static double distance(double[] sample, DoubleUnaryOperator expected) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int count = sorted.length;
        double distance = 0;
        for (int i = 0; i < count; i++) {
            double at = expected.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(at - (double) i / count, (i + 1.0) / count - at));
        }
        return distance * Math.sqrt(count) / CRITICAL;
    }

    /** Of gaps of a Poisson process of rate 1. */
    public static double exponential(double gap) {
        return 1 - Math.exp(-gap);
    }
}
