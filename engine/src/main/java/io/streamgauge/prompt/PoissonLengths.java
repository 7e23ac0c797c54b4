package io.streamgauge.prompt;

import java.util.random.RandomGenerator;

/**
 * How many of rare things happen when {@code meanTokens} are expected; 0 counts as 1.
 * Small means multiply uniform draws until they fall below e⁻ᵐ. Larger ones use the transformed rejection of Hörmann (1993),
 * whose constants these are: about two draws, whatever the mean.
 *
 * @param meanTokens 0 or more
 */
public record PoissonLengths(double meanTokens) implements Lengths {
    private static final double LEAST_MEAN_FOR_REJECTION = 10;
    private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

    public PoissonLengths {
        Lengths.requireNotNegative("mean", meanTokens);
    }

    @Override
    public int draw(RandomGenerator random) {
        return Lengths.atLeastOne(
                meanTokens < LEAST_MEAN_FOR_REJECTION ? byProducts(random) : byTransformedRejection(random));
    }

    private double byProducts(RandomGenerator random) {
        double bound = StrictMath.exp(-meanTokens);
        int count = 0;
        for (double product = random.nextDouble(); product > bound; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private double byTransformedRejection(RandomGenerator random) {
        double logMean = StrictMath.log(meanTokens);
        double b = 0.931 + 2.53 * StrictMath.sqrt(meanTokens);
        double a = -0.059 + 0.02483 * b;
        double squeeze = 0.9277 - 3.6224 / (b - 2);
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = 1 - random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double count = Math.floor((2 * a / us + b) * u + meanTokens + 0.43);
            if (us >= 0.07 && v <= squeeze) {
                return count;
            }
            if (count < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double accepted = StrictMath.log(v * inverseAlpha / (a / (us * us) + b));
            if (accepted <= count * logMean - meanTokens - logFactorial(count)) {
                return count;
            }
        }
    }

    /** By Stirling's series, whose error is below 1e-10 from 10 on. */
    private static double logFactorial(double n) {
        if (n < 10) {
            double product = 1;
            for (int i = 2; i <= n; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double inverse = 1 / n;
        double squared = inverse * inverse;
        double tail = inverse * (1.0 / 12 - squared * (1.0 / 360 - squared / 1260));
        return (n + 0.5) * StrictMath.log(n) - n + HALF_LOG_TWO_PI + tail;
    }
}
