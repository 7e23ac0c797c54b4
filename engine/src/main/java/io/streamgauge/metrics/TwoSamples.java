package io.streamgauge.metrics;

import java.util.Arrays;

/** The Kolmogorov–Smirnov test of whether two samples are of one distribution. */
public final class TwoSamples {
    private static final int MOST_TERMS = 100;

    private TwoSamples() {}

    /** The largest distance between the distributions of two samples, neither of them empty. */
    static double distance(double[] one, double[] other) {
        double[] a = one.clone();
        double[] b = other.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double distance = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == at) {
                i++;
            }
            while (j < b.length && b[j] == at) {
                j++;
            }
            distance = Math.max(distance, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return distance;
    }

    /**
     * How likely samples of one distribution lie so far apart, by Kolmogorov's limit with Stephens' correction for small samples.
     * The lower it is, the less they are of one.
     */
    public static double likeness(double[] one, double[] other) {
        double size = Math.sqrt((double) one.length * other.length / (one.length + other.length));
        double lambda = (size + 0.12 + 0.11 / size) * distance(one, other);
        // The series is slow where the answer is 1 to many digits.
        if (lambda < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= MOST_TERMS; k++) {
            double term = Math.exp(-2 * k * k * lambda * lambda);
            sum += k % 2 == 1 ? term : -term;
        }
        return Math.clamp(2 * sum, 0, 1);
    }
}
