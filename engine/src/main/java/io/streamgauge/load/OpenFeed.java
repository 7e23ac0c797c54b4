package io.streamgauge.load;

import io.streamgauge.clock.Clock;

/** Starts each request when it is due; where too many are in flight, as soon as there is room. */
final class OpenFeed implements Feed {
    private final int firstTicket;
    private final long[] dueNanos;
    private final int step;
    private final int maxInFlight;
    private final long startNanos;
    private final Clock clock;
    private int next;

    /**
     * @param firstTicket number of the first request of the schedule
     * @param index first entry of the schedule that is this feed's
     * @param step distance to its next one
     * @param startNanos the schedule's zero on the clock
     */
    OpenFeed(int firstTicket, long[] dueNanos, int index, int step, int maxInFlight, long startNanos, Clock clock) {
        this.firstTicket = firstTicket;
        this.dueNanos = dueNanos;
        this.next = index;
        this.step = step;
        this.maxInFlight = maxInFlight;
        this.startNanos = startNanos;
        this.clock = clock;
    }

    @Override
    public void begin(LoopShare share) {
        tick(share);
    }

    /** Starts what is due and comes back when the next one is. */
    private void tick(LoopShare share) {
        startDue(share);
        if (share.open() && !exhausted() && share.inFlight() < maxInFlight) {
            share.later(() -> tick(share), Math.max(0, startNanos + dueNanos[next] - clock.nanos()));
        }
    }

    private void startDue(LoopShare share) {
        while (share.open() && !exhausted() && share.inFlight() < maxInFlight) {
            long due = startNanos + dueNanos[next];
            if (due > clock.nanos()) {
                return;
            }
            int ticket = firstTicket + next;
            next += step;
            share.start(ticket, due);
        }
    }

    /** While there was no room, no timer was running: the request that made some sees to what comes next. */
    @Override
    public void ended(LoopShare share, int ticket) {
        if (share.inFlight() == maxInFlight - 1) {
            tick(share);
        }
    }

    @Override
    public boolean exhausted() {
        return next >= dueNanos.length;
    }
}
