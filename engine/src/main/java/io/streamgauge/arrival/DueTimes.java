package io.streamgauge.arrival;

import java.util.Arrays;

/** A schedule that is known beforehand: nanoseconds from the start, never decreasing. Immutable. */
public final class DueTimes {
    private final long[] nanos;

    private DueTimes(long[] nanos) {
        this.nanos = nanos;
    }

    /**
     * A schedule of these times.
     *
     * @throws IllegalArgumentException when a time is earlier than the one before it, or there is none
     */
    public static DueTimes of(long... nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("a schedule without a moment");
        }
        long before = 0;
        for (int i = 0; i < nanos.length; i++) {
            if (nanos[i] < before) {
                throw new IllegalArgumentException("moment " + (i + 1) + " is earlier than the one before it");
            }
            before = nanos[i];
        }
        return new DueTimes(nanos.clone());
    }

    public int count() {
        return nanos.length;
    }

    /** The first of them, as many as there are or fewer. */
    public long[] first(int most) {
        return Arrays.copyOf(nanos, Math.min(most, nanos.length));
    }
}
