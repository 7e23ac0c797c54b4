package io.streamgauge.search;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** What servers that can be thought of give by their load; {@code full} is the load at which something ends. */
enum PeakServer {
    /** Universal scalability: contention, and then the cost of agreeing. */
    RETROGRADE {
        @Override
        double at(double load, double full) {
            return 100 * load / (1 + 0.02 * (load - 1) + load * (load - 1) / (full * full));
        }
    },
    /** Even, until requests push each other out of memory. */
    THRASHING {
        @Override
        double at(double load, double full) {
            return load <= full ? 10 * load : 10 * full / (1 + 0.7 * (load - full) / full);
        }
    },
    /** Good requests only, of which there are soon none. */
    GOODPUT {
        @Override
        double at(double load, double full) {
            return load <= full ? 10 * load : 10 * load * Math.exp(-8 * (load / full - 1));
        }
    },
    /** A lower peak beside the higher one. */
    TWO_PEAKS {
        @Override
        double at(double load, double full) {
            return 700 * Math.exp(-Math.pow(Math.log(6 * load / full) / 0.5, 2))
                    + 1000 * Math.exp(-Math.pow(Math.log(load / full) / 0.3, 2));
        }
    };

    /** The highest load that is tried. */
    static final int MOST = 1000;

    static final Dimension CONCURRENCY = SearchRun.whole("1:" + MOST);

    /** A second thing beside the load, for {@link #ofTwo}. */
    static final Dimension LENGTH = SearchRun.whole("16:8192");

    /** The share of the most that is as good as all of it. */
    static final double NEAR = 0.95;

    private static final double NOISE = 0.02;

    abstract double at(double load, double full);

    double most(double full) {
        double most = 0;
        for (int load = 1; load <= MOST; load++) {
            most = Math.max(most, at(load, full));
        }
        return most;
    }

    /** Whether a load gives nearly what the best one does. */
    boolean isNearPeak(double load, double full) {
        return at(load, full) >= NEAR * most(full);
    }

    /** Where one server of many is full. */
    static double full(long seed) {
        return Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
    }

    /** By how much runs err, each by another share of the truth. */
    static DoubleUnaryOperator noise(long seed) {
        Random random = new Random(seed);
        return number -> number * (1 + NOISE * random.nextGaussian());
    }

    /** A peak of 1 somewhere in two dimensions. */
    static ToDoubleFunction<double[]> ofTwo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double first = Math.exp(random.nextDouble(Math.log(4), Math.log(600)));
        double second = Math.exp(random.nextDouble(Math.log(32), Math.log(4000)));
        return at ->
                Math.exp(-Math.pow(Math.log(at[0] / first) / 1.5, 2) - Math.pow(Math.log(at[1] / second) / 1.2, 2));
    }

    /** More load, more throughput and more waiting; the bound is where the most lies. */
    static Outcome bounded(double load, double excess) {
        return new Outcome(load / (load + 200), excess <= 0, excess);
    }
}
