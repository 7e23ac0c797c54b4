package io.streamgauge.prompt;

import java.util.random.RandomGenerator;

/** How many tokens a text has. Every draw is at least 1. */
public sealed interface Lengths
        permits ListedLengths,
                MixedLengths,
                PoissonLengths,
                SkewNormalLengths,
                Lengths.LogNormal,
                Lengths.Normal,
                Lengths.Uniform {
    /** One length, in tokens, at least 1. */
    int draw(RandomGenerator random);

    /**
     * genai-perf's rule: a Gaussian, truncated toward zero.
     *
     * @param meanTokens 0 or more; a mean of 0 gives lengths of 1 unless the deviation lifts it
     * @param stddevTokens 0 for a fixed length
     */
    record Normal(double meanTokens, double stddevTokens) implements Lengths {
        public Normal {
            requireNotNegative("mean", meanTokens);
            requireNotNegative("standard deviation", stddevTokens);
        }

        @Override
        public int draw(RandomGenerator random) {
            return atLeastOne(meanTokens + stddevTokens * random.nextGaussian());
        }
    }

    /** Every whole number from low to high, both included, equally often. */
    record Uniform(int lowTokens, int highTokens) implements Lengths {
        public Uniform {
            if (lowTokens < 1 || highTokens < lowTokens || highTokens == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("uniform lengths from " + lowTokens + " to " + highTokens);
            }
        }

        @Override
        public int draw(RandomGenerator random) {
            return lowTokens + random.nextInt(highTokens - lowTokens + 1);
        }
    }

    /** A long tail: the logarithm is Gaussian, and mean and deviation are those of the lengths themselves. */
    record LogNormal(double meanTokens, double stddevTokens) implements Lengths {
        public LogNormal {
            requireNotNegative("mean", meanTokens);
            requireNotNegative("standard deviation", stddevTokens);
            if (meanTokens == 0) {
                throw new IllegalArgumentException("mean of log-normal lengths: 0");
            }
        }

        @Override
        public int draw(RandomGenerator random) {
            double ratio = stddevTokens / meanTokens;
            double variance = StrictMath.log1p(ratio * ratio);
            double location = StrictMath.log(meanTokens) - variance / 2;
            double exponent = location + StrictMath.sqrt(variance) * random.nextGaussian();
            return atLeastOne(Math.rint(StrictMath.exp(exponent)));
        }
    }

    static Lengths fixed(int tokens) {
        return new Normal(tokens, 0);
    }

    /** Truncated toward zero, and cut off below 1 and at the largest number there is. */
    static int atLeastOne(double length) {
        return Math.max(1, (int) length);
    }

    static void requireNotNegative(String what, double tokens) {
        if (!(tokens >= 0) || tokens > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(what + " of lengths: " + tokens);
        }
    }
}
