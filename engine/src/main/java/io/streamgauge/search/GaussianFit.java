package io.streamgauge.search;

import io.streamgauge.search.GaussianProcess.Smoothness;
import java.util.Arrays;

/**
 * Finds how a function behaves from its values: of smoothnesses that are thought likely beforehand, the one under which the values
 * are. A few values alone would be met by anything; so very rough and very smooth ones need more to speak for them.
 */
final class GaussianFit {
    private static final double[] LENGTHS = {0.05, 0.08, 0.12, 0.2, 0.3, 0.5, 0.8, 1.3};
    private static final double[] NOISES = {1e-4, 1e-3, 1e-2, 1e-1};

    private static final double USUAL_LENGTH = 0.2;
    private static final double LENGTH_SPREAD = 0.7;
    private static final double USUAL_NOISE = 1e-4;
    private static final double NOISE_SPREAD = 3;
    private static final int ROUNDS = 2;

    private final double[][] places;
    private final double[] values;
    private GaussianProcess best;

    private GaussianFit(double[][] places, double[] values) {
        this.places = places;
        this.values = values;
        double[] lengths = new double[places[0].length];
        Arrays.fill(lengths, USUAL_LENGTH);
        this.best = new GaussianProcess(places, values, new Smoothness(lengths, USUAL_NOISE));
    }

    /**
     * The likeliest process through these values.
     *
     * @param places where they are, each number of which is a share of its range; at least one
     */
    static GaussianProcess of(double[][] places, double[] values) {
        GaussianFit fit = new GaussianFit(places, values);
        fit.tryLengths();
        for (int round = 0; round < ROUNDS; round++) {
            fit.tryNoises();
            for (int dimension = 0; dimension < places[0].length; dimension++) {
                fit.tryLengths(dimension);
            }
        }
        return fit.best;
    }

    /** The same in all dimensions, to begin with. */
    private void tryLengths() {
        for (double length : LENGTHS) {
            double[] lengths = best.smoothness().lengths().clone();
            Arrays.fill(lengths, length);
            attempt(new Smoothness(lengths, best.smoothness().noise()));
        }
    }

    private void tryLengths(int dimension) {
        for (double length : LENGTHS) {
            double[] lengths = best.smoothness().lengths().clone();
            lengths[dimension] = length;
            attempt(new Smoothness(lengths, best.smoothness().noise()));
        }
    }

    private void tryNoises() {
        for (double noise : NOISES) {
            attempt(new Smoothness(best.smoothness().lengths(), noise));
        }
    }

    private void attempt(Smoothness smoothness) {
        GaussianProcess process = new GaussianProcess(places, values, smoothness);
        if (posterior(process) > posterior(best)) {
            best = process;
        }
    }

    private static double posterior(GaussianProcess process) {
        Smoothness smoothness = process.smoothness();
        double sum = process.likelihood() + prior(smoothness.noise(), USUAL_NOISE, NOISE_SPREAD);
        for (double length : smoothness.lengths()) {
            sum += prior(length, USUAL_LENGTH, LENGTH_SPREAD);
        }
        return sum;
    }

    /** Logarithm of a logarithmic normal density, but for what is the same everywhere. */
    private static double prior(double value, double usual, double spread) {
        double off = Math.log(value / usual) / spread;
        return -0.5 * off * off;
    }
}
