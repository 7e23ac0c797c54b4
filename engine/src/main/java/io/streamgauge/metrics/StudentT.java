package io.streamgauge.metrics;

/** Student's t distribution with a whole number of degrees of freedom, by the finite series of Abramowitz and Stegun, 26.7.3 and 26.7.4. */
public final class StudentT {
    private StudentT() {}

    /**
     * How far from 0, on either side, this share of the distribution lies.
     *
     * @param level above 0 and below 1
     * @param freedom degrees of it, at least 1
     */
    public static double critical(double level, int freedom) {
        if (!(level > 0 && level < 1) || freedom < 1) {
            throw new IllegalArgumentException("level " + level + ", degrees of freedom " + freedom);
        }
        // Over the angle the share rises evenly and within bounds, however long the distribution's tails are.
        double low = 0;
        double high = Math.PI / 2;
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
            if (within(middle, freedom) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(freedom) * Math.tan(high);
    }

    /** The share between −t and t, where t is √freedom · tan(angle). */
    private static double within(double angle, int freedom) {
        double cos = Math.cos(angle);
        boolean odd = freedom % 2 == 1;
        double term = odd ? cos : 1;
        double sum = freedom == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i < freedom; i += 2) {
            term *= cos * cos * (i - 1) / i;
            sum += term;
        }
        double share = Math.sin(angle) * sum;
        return odd ? (angle + share) * 2 / Math.PI : share;
    }
}
