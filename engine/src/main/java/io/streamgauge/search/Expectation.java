package io.streamgauge.search;

import java.util.Arrays;

/**
 * What is to be expected of one of several numbers. Where all that were measured are on one side of 0, as throughputs and latencies are,
 * the process is one of their logarithms: they go by ratio, and what they err by does.
 *
 * @param process of the numbers, or of the logarithms of how far they are from 0
 * @param side 1 where all are above 0, -1 where all are below, of which a lesser distance is more; 0 where the process is of themselves
 */
record Expectation(GaussianProcess process, int side) {
    private static final double LEAST_DEVIATION = 1e-9;

    /**
     * By what was measured.
     *
     * @param numbers at these places; not a number, which counts as the least, where nothing was
     */
    static Expectation of(double[][] places, double[] numbers) {
        double[] there =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray();
        int side = Arrays.stream(there).allMatch(number -> number > 0)
                ? 1
                : Arrays.stream(there).allMatch(number -> number < 0) ? -1 : 0;
        if (side == 0 || there.length == 0) {
            return new Expectation(GaussianFit.of(places, Acquisition.flattened(numbers)), 0);
        }
        double least = Arrays.stream(there).min().orElseThrow();
        double[] logarithms = Arrays.stream(numbers)
                .map(number -> Math.log(Math.abs(Double.isNaN(number) ? least : number)))
                .toArray();
        return new Expectation(GaussianFit.of(places, logarithms), side);
    }

    /** What it is as likely to be above as below. */
    double middle(double[] place) {
        double mean = process.mean(place);
        return side == 0 ? mean : side * Math.exp(mean);
    }

    /** By how much it is above a level on average, where what is below counts as nothing. */
    double above(double[] place, double level) {
        if (level == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double mean = process.mean(place);
        double deviation = Math.max(process.deviation(place), LEAST_DEVIATION);
        if (side == 0) {
            return Normal.above(mean, deviation, level);
        }
        double average = Math.exp(mean + deviation * deviation / 2);
        double distance = side * level;
        if (distance <= 0) {
            return side > 0 ? average - level : 0;
        }
        // As an option on what is distributed so is worth, a call above 0 and a put below.
        double z = (mean - Math.log(distance)) / deviation;
        return Math.max(0, side * (average * Normal.below(side * (z + deviation)) - distance * Normal.below(side * z)));
    }

    /** How little is known of a place, from 0 to 1. */
    double doubt(double[] place) {
        return process.doubt(place);
    }
}
