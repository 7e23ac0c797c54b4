package io.streamgauge.arrival;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;

/**
 * Users who hold one session after the other, each sending a turn every {@code users / rate} seconds, as if they had done so for
 * long before the phase begins: then one of them begins a session, and the others have been at theirs for longer or shorter.
 * Moments are counted in slots, one for each turn due: user {@code u} has slots {@code u}, {@code u + users}, and so on, so
 * that no two turns are due together and the rate is even.
 *
 * @param users at least one
 */
public record SteadyUsers(int users) {
    /** What a user who begins a session has left of it: all. */
    private static final int ALL = Integer.MAX_VALUE;

    public SteadyUsers {
        if (users < 1) {
            throw new IllegalArgumentException("users: " + users);
        }
    }

    /**
     * How many turns of the first session of each user are left, in the order in which they send; the number is larger than
     * the session's where it is just begun. As AIPerf has it: of the time from a session's first turn to its last, user {@code i}
     * has {@code i / users} left, and users with as much left do not follow one another.
     *
     * @param turns of a session, on average
     */
    public int[] turnsLeft(int turns) {
        int lifetime = Math.max(1, turns - 1);
        boolean even = gcd(users, lifetime) == 1;
        // Were the two not coprime, users would share a slot: another step takes the place of the lifetime.
        long step = even ? lifetime : users - otherStep();
        int[] left = new int[users];
        left[0] = ALL;
        for (int user = 1; user < users; user++) {
            left[(int) (user * step % users)] = (int) Math.ceilDiv(Math.multiplyFull(user, lifetime), users);
        }
        return left;
    }

    /** The least above 1 that has no factor in common with the number of users; 1 for one or two of them. */
    private int otherStep() {
        int step = 2;
        while (step < users && gcd(users, step) > 1) {
            step++;
        }
        return step < users ? step : 1;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /**
     * When sessions begin, in nanoseconds from the start of the phase and never decreasing. When a user's session has been said
     * at its pace, its next one begins a gap later, whether or not the answers have kept up.
     *
     * @param ratePerSecond of the turns of all users together
     * @param turns of a session, by its number in this order
     * @param atMost most sessions
     * @param durationNanos before which they begin
     */
    public long[] begins(double ratePerSecond, IntUnaryOperator turns, int atMost, long durationNanos) {
        var slots = new PriorityQueue<Long>(users);
        LongStream.range(0, users).forEach(slots::add);
        long[] due = new long[Math.min(atMost, 1024)];
        int count = 0;
        while (count < atMost) {
            long slot = slots.remove();
            double nanos = slot * (1e9 / ratePerSecond);
            if (nanos >= durationNanos) {
                break;
            }
            if (count == due.length) {
                due = Arrays.copyOf(due, 2 * count);
            }
            due[count] = Math.round(nanos);
            slots.add(slot + Math.multiplyFull(turns.applyAsInt(count), users));
            count++;
        }
        return Arrays.copyOf(due, count);
    }
}
