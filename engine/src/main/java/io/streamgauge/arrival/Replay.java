package io.streamgauge.arrival;

import java.util.Arrays;

/**
 * Makes a schedule of moments that were recorded: takes those of a stretch, lets it begin at 0, and plays it faster or slower.
 *
 * @param speed 2 for twice as fast
 * @param fromNanos where the stretch begins in the recording
 * @param toNanos where it ends, the first moment that is no more part of it
 */
public record Replay(double speed, long fromNanos, long toNanos) {
    /** All of a recording, as fast as it was. */
    public static final Replay ALL = new Replay(1, 0, Long.MAX_VALUE);

    public Replay {
        if (!(speed > 0) || Double.isInfinite(speed) || fromNanos < 0 || toNanos <= fromNanos) {
            throw new IllegalArgumentException("speed " + speed + ", from " + fromNanos + " to " + toNanos);
        }
    }

    /** The first recorded moment of the stretch, by its place in the recording. */
    public int first(long[] recorded) {
        int i = 0;
        while (i < recorded.length && recorded[i] < fromNanos) {
            i++;
        }
        return i;
    }

    /**
     * Due times of the stretch.
     *
     * @param recorded moments in nanoseconds, never decreasing
     */
    public long[] due(long[] recorded) {
        int from = first(recorded);
        int to = from;
        while (to < recorded.length && recorded[to] < toNanos) {
            to++;
        }
        return Arrays.stream(recorded, from, to)
                .map(at -> Math.round((at - fromNanos) / speed))
                .toArray();
    }
}
