package io.streamgauge.search;

import java.util.Arrays;

/**
 * A curve that nowhere falls, through values that may err: the nearest rising ones by least squares (isotonic regression, by pooling
 * neighbours that fall), and between them a cubic that rises wherever they do (Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5, 1984).
 */
final class RisingCurve {
    private static final int HALVINGS = 60;

    private final double[] places;
    private final double[] values;

    /**
     * The curve of these values.
     *
     * @param places where they are, ascending; at least one
     */
    RisingCurve(double[] places, double[] values) {
        this.places = places.clone();
        this.values = risen(values);
    }

    /** The rising values nearest to these. */
    private static double[] risen(double[] values) {
        double[] means = new double[values.length];
        int[] counts = new int[values.length];
        int blocks = 0;
        for (double value : values) {
            means[blocks] = value;
            counts[blocks++] = 1;
            while (blocks > 1 && means[blocks - 2] > means[blocks - 1]) {
                int both = counts[blocks - 2] + counts[blocks - 1];
                means[blocks - 2] =
                        (means[blocks - 2] * counts[blocks - 2] + means[blocks - 1] * counts[blocks - 1]) / both;
                counts[blocks - 2] = both;
                blocks--;
            }
        }
        double[] risen = new double[values.length];
        int from = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(risen, from, from + counts[block], means[block]);
            from += counts[block];
        }
        return risen;
    }

    /** How many of the values are at most 0 by the curve; as it rises, the first ones. */
    int notAbove() {
        int count = 0;
        while (count < values.length && values[count] <= 0) {
            count++;
        }
        return count;
    }

    /** Where the curve leaves 0 upwards; not a number where it does not between its ends. */
    double crossing() {
        int above = notAbove();
        if (above == 0 || above == values.length) {
            return Double.NaN;
        }
        double low = places[above - 1];
        double high = places[above];
        for (int i = 0; i < HALVINGS; i++) {
            double middle = low + (high - low) / 2;
            if (between(above - 1, middle) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Hermite's cubic from a place to the next one. */
    private double between(int from, double place) {
        double width = places[from + 1] - places[from];
        double t = (place - places[from]) / width;
        double rest = 1 - t;
        return (1 + 2 * t) * rest * rest * values[from]
                + t * rest * rest * width * slope(from)
                + t * t * (3 - 2 * t) * values[from + 1]
                - t * t * rest * width * slope(from + 1);
    }

    private double slope(int at) {
        if (at == 0) {
            return secant(0);
        }
        if (at == values.length - 1) {
            return secant(at - 1);
        }
        double before = secant(at - 1);
        double after = secant(at);
        if (before <= 0 || after <= 0) {
            return 0;
        }
        double nearAfter = 2 * (places[at + 1] - places[at]) + (places[at] - places[at - 1]);
        double nearBefore = (places[at + 1] - places[at]) + 2 * (places[at] - places[at - 1]);
        return (nearAfter + nearBefore) / (nearAfter / before + nearBefore / after);
    }

    private double secant(int from) {
        return (values[from + 1] - values[from]) / (places[from + 1] - places[from]);
    }
}
