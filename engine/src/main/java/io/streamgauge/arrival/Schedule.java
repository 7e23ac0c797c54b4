package io.streamgauge.arrival;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws the due times of a phase before it begins, in nanoseconds from its start and never decreasing. */
public final class Schedule {
    private Schedule() {}

    /**
     * Due times of a number of requests.
     *
     * @param rampNanos how long the rate grows evenly from nothing; 0 for the full rate from the start
     */
    public static long[] of(Arrival arrival, int count, long rampNanos, RandomGenerator random) {
        return within(arrival, Long.MAX_VALUE, count, rampNanos, random);
    }

    /**
     * All due times before a moment.
     *
     * @param durationNanos that moment
     * @param atMost most due times
     * @param rampNanos how long the rate grows evenly from nothing; 0 for the full rate from the start
     */
    public static long[] within(
            Arrival arrival, long durationNanos, int atMost, long rampNanos, RandomGenerator random) {
        long[] due = new long[1024];
        double nanos = 0;
        int count = 0;
        while (count < atMost && ramped(nanos, rampNanos) < durationNanos) {
            if (count == due.length) {
                due = Arrays.copyOf(due, 2 * count);
            }
            due[count++] = ramped(nanos, rampNanos);
            nanos += arrival.gapNanos(count, random);
        }
        return Arrays.copyOf(due, count);
    }

    /**
     * All due times along a rate that changes, before a moment.
     *
     * @param evenness how requests come at one a second; its rate must be 1
     * @param durationNanos that moment
     * @param atMost most due times
     */
    public static long[] along(
            RateCurve curve, Arrival evenness, long durationNanos, int atMost, RandomGenerator random) {
        long[] due = new long[1024];
        double requests = 0;
        int count = 0;
        for (long at = curve.nanosAt(0); count < atMost && at < durationNanos; at = curve.nanosAt(requests)) {
            if (count == due.length) {
                due = Arrays.copyOf(due, 2 * count);
            }
            due[count++] = at;
            requests += evenness.gapNanos(count, random) / 1e9;
        }
        return Arrays.copyOf(due, count);
    }

    /**
     * When the rate grows as {@code R·t/T}, {@code R·t²/2T} requests are due up to {@code t}, where the full rate has {@code R·s}
     * up to {@code s}: what was due at {@code s} is due at {@code √(2Ts)}, and half the ramp later once that is over.
     */
    private static long ramped(double nanos, long rampNanos) {
        return Math.round(nanos < rampNanos / 2.0 ? Math.sqrt(2.0 * rampNanos * nanos) : nanos + rampNanos / 2.0);
    }
}
