package io.streamgauge.search;

/** The standard normal distribution. */
final class Normal {
    private Normal() {}

    static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /** The share below, to 1e-7: Abramowitz and Stegun 26.2.17. */
    static double below(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double beyond = density(z)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? beyond : 1 - beyond;
    }

    /** By how much a number that is spread so is above another on average, where what is below it counts as nothing. */
    static double above(double mean, double deviation, double other) {
        double above = mean - other;
        if (deviation <= 0) {
            return Math.max(0, above);
        }
        double z = above / deviation;
        return Math.max(0, above * below(z) + deviation * density(z));
    }
}
