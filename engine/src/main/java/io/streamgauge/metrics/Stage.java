package io.streamgauge.metrics;

/**
 * A part of a run in which requests were to come at a rate of its own.
 *
 * @param fromNanos since the run's measured phase began
 * @param toNanos the first moment after it; {@link #OPEN} where it lasts as long as the run
 * @param ratePerSecond requests a second that were asked for, on average
 */
public record Stage(long fromNanos, long toNanos, double ratePerSecond) {
    /** The end of a stage that lasts as long as the run. */
    public static final long OPEN = Long.MAX_VALUE;

    public Stage {
        if (fromNanos < 0 || toNanos <= fromNanos || !(ratePerSecond >= 0)) {
            throw new IllegalArgumentException(
                    "a stage from " + fromNanos + " to " + toNanos + " ns at " + ratePerSecond + "/s");
        }
    }

    /** Whether both last from the same moment to the same. */
    boolean coincides(Stage other) {
        return fromNanos == other.fromNanos && toNanos == other.toNanos;
    }

    /** Of a run of which this and another one, which coincides with it, are parts. */
    Stage plus(Stage other) {
        return new Stage(fromNanos, toNanos, ratePerSecond + other.ratePerSecond);
    }

    /** As the part of a run has it that sends this share of all requests. */
    public Stage ofShare(double share) {
        return new Stage(fromNanos, toNanos, ratePerSecond * share);
    }
}
