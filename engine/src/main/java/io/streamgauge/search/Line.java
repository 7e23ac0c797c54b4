package io.streamgauge.search;

/**
 * The straight line that comes nearest to points, by least squares.
 *
 * @param squares of all distances between line and points, their sum
 * @param explained share of the values' variance that the line explains; 1 where they have none
 */
public record Line(double start, double slope, double squares, double explained) {
    /**
     * The line through the points from one index up to another.
     *
     * @param from inclusive
     * @param to exclusive, at least one above {@code from}
     */
    static Line through(double[] x, double[] y, int from, int to) {
        double meanX = 0;
        double meanY = 0;
        for (int i = from; i < to; i++) {
            meanX += x[i] / (to - from);
            meanY += y[i] / (to - from);
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = from; i < to; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        double slope = xx == 0 ? 0 : xy / xx;
        double start = meanY - slope * meanX;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double off = y[i] - (start + slope * x[i]);
            squares += off * off;
        }
        return new Line(start, slope, squares, yy == 0 ? 1 : 1 - squares / yy);
    }

    /** The line through all points. */
    public static Line through(double[] x, double[] y) {
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(x.length + " and " + y.length + " numbers");
        }
        return through(x, y, 0, x.length);
    }

    /** Where it meets another, which must not be parallel. */
    double meets(Line other) {
        return (other.start - start) / (slope - other.slope);
    }
}
