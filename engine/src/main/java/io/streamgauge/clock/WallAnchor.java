package io.streamgauge.clock;

import java.time.Instant;

/**
 * One moment on both clocks, so that a monotonic time can be printed as a date. A run takes one and keeps it: later steps
 * of the wall clock do not bend the run.
 *
 * @param monotonicNanos the moment on the monotonic clock
 * @param epochNanos the same moment in nanoseconds since 1970-01-01T00:00Z
 */
public record WallAnchor(long monotonicNanos, long epochNanos) {
    private static final int TRIES = 8;

    /** The present moment; of a few readings the one whose two clocks were read closest together. */
    public static WallAnchor now() {
        var best = new WallAnchor(0, 0);
        long narrowest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            Instant wall = Instant.now();
            long width = System.nanoTime() - before;
            if (width < narrowest) {
                narrowest = width;
                best = new WallAnchor(before + width / 2, wall.getEpochSecond() * 1_000_000_000L + wall.getNano());
            }
        }
        return best;
    }

    /** Nanoseconds since 1970-01-01T00:00Z of a moment on the monotonic clock. */
    public long epochNanosAt(long monotonicNanosOfMoment) {
        return epochNanos + (monotonicNanosOfMoment - monotonicNanos);
    }
}
