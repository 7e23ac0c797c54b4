package io.streamgauge.search;

import java.util.Arrays;

/**
 * What is known of a smooth function from a few of its values, each of which may err: a Gaussian process with Matérn's kernel of 5/2
 * in each dimension, multiplied, under which a curve may bend as sharply as throughput does where a server is full.
 * Rasmussen and Williams, Gaussian Processes for Machine Learning, algorithm 2.1.
 */
final class GaussianProcess {
    private static final double ROOT_OF_FIVE = Math.sqrt(5);

    /** No pivot of a kernel with an error on its diagonal is smaller; rounding may make it so. */
    private static final double LEAST_PIVOT = 1e-12;

    private final double[][] places;
    private final Smoothness smoothness;
    private final double centre;
    private final double scale;
    /** Lower triangle of the kernel's Cholesky factor. */
    private final double[][] factor;
    /** The kernel's inverse times the values, as they are counted from {@code centre} in {@code scale}. */
    private final double[] weights;

    private final double likelihood;

    /**
     * How a function is taken to behave.
     *
     * @param lengths in each dimension, how far values tell of each other
     * @param noise variance of their errors, as share of the values' own
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    record Smoothness(double[] lengths, double noise) {
        Smoothness {
            lengths = lengths.clone();
        }
    }

    /**
     * The process that went through these values.
     *
     * @param places where they are, a row each; kept
     */
    GaussianProcess(double[][] places, double[] values, Smoothness smoothness) {
        int count = places.length;
        this.places = places;
        this.smoothness = smoothness;
        this.centre = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - centre) * (value - centre))
                .average()
                .orElse(0);
        this.scale = variance > 0 ? Math.sqrt(variance) : 1;
        this.factor = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = kernel(places[i], places[j]) + (i == j ? smoothness.noise() : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / factor[j][j];
            }
        }
        double[] half = forward(
                Arrays.stream(values).map(value -> (value - centre) / scale).toArray());
        this.likelihood = -0.5 * squares(half) - logDeterminant();
        this.weights = backward(half);
    }

    /** Logarithm of how likely the values are, but for a constant. */
    double likelihood() {
        return likelihood;
    }

    Smoothness smoothness() {
        return smoothness;
    }

    /** What is to be expected there. */
    double mean(double[] place) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += weights[i] * kernel(place, places[i]);
        }
        return centre + scale * sum;
    }

    /** How far that may be off, errors of a measurement aside: a standard deviation. */
    double deviation(double[] place) {
        return scale * doubt(place);
    }

    /** The same as a share of how far values lie apart, which is 1 where nothing is known. */
    double doubt(double[] place) {
        double[] known = new double[places.length];
        for (int i = 0; i < known.length; i++) {
            known[i] = kernel(place, places[i]);
        }
        return Math.sqrt(Math.max(1 - squares(forward(known)), 0));
    }

    /** What one measurement errs by: a standard deviation. */
    double error() {
        return scale * Math.sqrt(smoothness.noise());
    }

    private double kernel(double[] one, double[] other) {
        double product = 1;
        for (int i = 0; i < one.length; i++) {
            double distance =
                    ROOT_OF_FIVE * Math.abs(one[i] - other[i]) / smoothness.lengths()[i];
            product *= (1 + distance + distance * distance / 3) * Math.exp(-distance);
        }
        return product;
    }

    private double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < factor.length; i++) {
            sum += Math.log(factor[i][i]);
        }
        return sum;
    }

    private double[] forward(double[] right) {
        double[] solved = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            double sum = right[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * solved[k];
            }
            solved[i] = sum / factor[i][i];
        }
        return solved;
    }

    private double[] backward(double[] right) {
        double[] solved = new double[right.length];
        for (int i = right.length - 1; i >= 0; i--) {
            double sum = right[i];
            for (int k = i + 1; k < right.length; k++) {
                sum -= factor[k][i] * solved[k];
            }
            solved[i] = sum / factor[i][i];
        }
        return solved;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
