package io.streamgauge.arrival;

import java.util.random.RandomGenerator;

/** A sequence of due times. Strictly speaking a description of one: {@link #schedule} draws it. */
public sealed interface Arrival {

    /**
     * Draws the schedule.
     *
     * @return due times in nanoseconds from the start, never decreasing, {@code count} of them
     */
    default long[] schedule(int count, RandomGenerator random) {
        long[] due = new long[count];
        double nanos = 0;
        for (int i = 1; i < count; i++) {
            nanos += gapNanos(i, random);
            due[i] = Math.round(nanos);
        }
        return due;
    }

    /** Requests a second, on average. */
    double ratePerSecond();

    /** The gap before request {@code index} (from 1). */
    double gapNanos(int index, RandomGenerator random);

    /** Evenly spaced. */
    record Constant(double ratePerSecond) implements Arrival {
        public Constant {
            checkRate(ratePerSecond);
        }

        @Override
        public double gapNanos(int index, RandomGenerator random) {
            return 1e9 / ratePerSecond;
        }
    }

    /** Memoryless: exponential gaps, as of many independent users. */
    record Poisson(double ratePerSecond) implements Arrival {
        public Poisson {
            checkRate(ratePerSecond);
        }

        @Override
        public double gapNanos(int index, RandomGenerator random) {
            return random.nextExponential() * 1e9 / ratePerSecond;
        }
    }

    /**
     * Gamma-distributed gaps, with the meaning of burstiness that vLLM's client gives it: the shape of the distribution, so 1 is
     * Poisson, less is burstier, more is smoother.
     */
    record Gamma(double ratePerSecond, double burstiness) implements Arrival {
        public Gamma {
            checkRate(ratePerSecond);
            if (!(burstiness > 0) || Double.isInfinite(burstiness)) {
                throw new IllegalArgumentException("burstiness must be above 0, was " + burstiness);
            }
        }

        @Override
        public double gapNanos(int index, RandomGenerator random) {
            return GammaVariate.next(burstiness, random) / burstiness * 1e9 / ratePerSecond;
        }
    }

    private static void checkRate(double ratePerSecond) {
        if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
            throw new IllegalArgumentException("rate must be above 0 requests per second, was " + ratePerSecond);
        }
    }
}
