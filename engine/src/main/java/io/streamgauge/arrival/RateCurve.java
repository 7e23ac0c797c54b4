package io.streamgauge.arrival;

import java.util.Arrays;

/**
 * A rate that changes over time: straight lines between points, and the last rate for ever after. Two points at one time are a
 * step.
 */
public final class RateCurve {
    private final long[] atNanos;
    private final double[] ratePerSecond;
    /** Requests due up to each point. */
    private final double[] requests;

    /**
     * @param atNanos times from the start of the phase, the first 0, never decreasing
     * @param ratePerSecond requests a second at each time, none below 0, not all 0
     * @throws IllegalArgumentException with one line on the first point that is wrong
     */
    public RateCurve(long[] atNanos, double[] ratePerSecond) {
        this.atNanos = atNanos.clone();
        this.ratePerSecond = ratePerSecond.clone();
        this.requests = new double[atNanos.length];
        check();
        for (int i = 1; i < atNanos.length; i++) {
            double seconds = (atNanos[i] - atNanos[i - 1]) / 1e9;
            requests[i] = requests[i - 1] + seconds * (ratePerSecond[i - 1] + ratePerSecond[i]) / 2;
        }
        if (requests[last()] == 0 && ratePerSecond[last()] == 0) {
            throw new IllegalArgumentException("no rate is above 0");
        }
    }

    private void check() {
        if (atNanos.length == 0 || atNanos.length != ratePerSecond.length) {
            throw new IllegalArgumentException("a rate needs at least one point");
        }
        if (atNanos[0] != 0) {
            throw new IllegalArgumentException("the first point must be at time 0");
        }
        for (int i = 0; i < atNanos.length; i++) {
            if (!(ratePerSecond[i] >= 0) || ratePerSecond[i] > 1e9) {
                throw new IllegalArgumentException("rate " + ratePerSecond[i] + " is not 0 or more requests a second");
            }
            if (i > 0 && atNanos[i] < atNanos[i - 1]) {
                throw new IllegalArgumentException("point " + (i + 1) + " is earlier than the one before it");
            }
        }
    }

    private int last() {
        return atNanos.length - 1;
    }

    /** When its last point is, in nanoseconds. */
    public long endNanos() {
        return atNanos[last()];
    }

    /** Requests a second on average up to its last point; of one point, its rate. */
    public double meanRatePerSecond() {
        return endNanos() == 0 ? ratePerSecond[last()] : requests[last()] / (endNanos() / 1e9);
    }

    /** Where its points are in time, each moment once. */
    public long[] moments() {
        return Arrays.stream(atNanos).distinct().toArray();
    }

    /** Requests due from the start up to a time. */
    public double requestsBefore(long nanos) {
        int i = last();
        while (i > 0 && atNanos[i] > nanos) {
            i--;
        }
        double seconds = (nanos - atNanos[i]) / 1e9;
        return requests[i] + seconds * (ratePerSecond[i] + slope(i) * seconds / 2);
    }

    /** Change of the rate after a point, in requests a second per second. */
    private double slope(int i) {
        if (i == last() || atNanos[i + 1] == atNanos[i]) {
            return 0;
        }
        return (ratePerSecond[i + 1] - ratePerSecond[i]) / ((atNanos[i + 1] - atNanos[i]) / 1e9);
    }

    /**
     * When so many requests are due: where a schedule of one request a second would have them at {@code due} seconds, this curve
     * has them at the time returned.
     *
     * @return nanoseconds; {@link Long#MAX_VALUE} when they never are, because the rate ends at 0
     */
    public long nanosAt(double due) {
        int i = last();
        while (i > 0 && requests[i] > due) {
            i--;
        }
        double more = due - requests[i];
        double rate = ratePerSecond[i];
        double slope = slope(i);
        if (more <= 0) {
            return atNanos[i];
        }
        // The root of slope/2·t² + rate·t = more that begins at 0, in the form that loses nothing when the slope is
        // near 0.
        double under = rate * rate + 2 * slope * more;
        double below = rate + Math.sqrt(Math.max(0, under));
        return below == 0 ? Long.MAX_VALUE : atNanos[i] + Math.round(2 * more / below * 1e9);
    }
}
