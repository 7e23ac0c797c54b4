package io.streamgauge.arrival;

import java.util.random.RandomGenerator;

/** Gamma-distributed numbers of scale 1, by Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables" (2000). */
final class GammaVariate {
    private GammaVariate() {}

    static double next(double shape, RandomGenerator random) {
        if (shape < 1) {
            // Section 6 of the paper: a variate of shape + 1, scaled down.
            return next(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v <= 0) {
                continue;
            }
            v = v * v * v;
            double u = 1 - random.nextDouble();
            if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
