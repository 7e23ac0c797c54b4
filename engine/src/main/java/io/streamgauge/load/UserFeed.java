package io.streamgauge.load;

import io.streamgauge.arrival.Shard;
import io.streamgauge.clock.Clock;

/**
 * Users who each send at an even pace of their own, one after the other, and never before their last answer has come: a slow
 * server makes its users wait, and their wait is slip. Request {@code k} of user {@code u} is number {@code k·users + u} of the
 * phase, which is also the order in which they are due.
 */
final class UserFeed implements Feed {
    private final int firstTicket;
    private final int count;
    private final int users;
    private final double gapNanos;
    private final int firstUser;
    private final int step;
    private final long startNanos;
    private final Clock clock;
    private int active;

    /**
     * @param firstTicket number of the first request of the phase
     * @param count requests of the phase, of all users
     * @param gapNanos from one request of the phase to the next
     * @param part which users are this feed's
     * @param startNanos the phase's zero on the clock
     */
    UserFeed(int firstTicket, int count, int users, double gapNanos, Shard part, long startNanos, Clock clock) {
        this.firstTicket = firstTicket;
        this.count = count;
        this.users = users;
        this.gapNanos = gapNanos;
        this.firstUser = part.index();
        this.step = part.count();
        this.startNanos = startNanos;
        this.clock = clock;
    }

    @Override
    public void begin(LoopShare share) {
        int mine = 0;
        for (int user = firstUser; user < users && user < count; user += step) {
            mine++;
        }
        active = mine;
        for (int user = firstUser; user < users && user < count; user += step) {
            when(share, user);
        }
    }

    /** Starts a request once it is due. */
    private void when(LoopShare share, int index) {
        long due = startNanos + Math.round(index * gapNanos);
        long waitNanos = due - clock.nanos();
        if (waitNanos > 0) {
            share.later(() -> start(share, index, due), waitNanos);
        } else {
            start(share, index, due);
        }
    }

    private void start(LoopShare share, int index, long due) {
        if (share.open()) {
            share.start(firstTicket + index, due);
        } else {
            active--;
        }
    }

    @Override
    public void ended(LoopShare share, int ticket) {
        // In 64 bits, since the number after the last one may be beyond an int.
        long next = (long) ticket - firstTicket + users;
        if (next >= count || !share.open()) {
            active--;
        } else {
            when(share, (int) next);
        }
    }

    @Override
    public boolean exhausted() {
        return active == 0;
    }
}
