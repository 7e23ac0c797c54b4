package io.streamgauge.load;

import io.streamgauge.clock.Clock;
import io.streamgauge.load.LoadDriver.Tickets;
import io.streamgauge.record.RequestRecord;

/** Keeps a number of slots full for as long as there are tickets. */
final class ClosedFeed implements Feed {
    private final Tickets tickets;
    private final int feeds;
    private final int slots;
    private final long rampNanos;
    private final Clock clock;
    /** The first slot of this feed that nothing has been started for. */
    private int next;

    private long startNanos;
    private boolean soldOut;

    /**
     * @param index which of the phase's feeds this is; slots are dealt to them in turn
     * @param slots requests in flight at once, of all feeds together
     * @param rampNanos over how long the first requests of all feeds are spread
     */
    ClosedFeed(Tickets tickets, int index, int feeds, int slots, long rampNanos, Clock clock) {
        this.tickets = tickets;
        this.next = index;
        this.feeds = feeds;
        this.slots = slots;
        this.rampNanos = rampNanos;
        this.clock = clock;
    }

    @Override
    public void begin(LoopShare share) {
        startNanos = clock.nanos();
        fill(share);
    }

    /** Fills the slots that are due and comes back when the next one is: one timer at a time, however many slots there are. */
    private void fill(LoopShare share) {
        long now = clock.nanos();
        while (share.open() && !exhausted()) {
            long waitNanos = startNanos + (long) ((double) rampNanos * next / slots) - now;
            if (waitNanos > 0) {
                share.later(() -> fill(share), waitNanos);
                return;
            }
            next += feeds;
            startNext(share);
        }
    }

    @Override
    public void ended(LoopShare share, int ticket) {
        startNext(share);
    }

    private void startNext(LoopShare share) {
        if (!share.open() || soldOut) {
            return;
        }
        int ticket = tickets.take();
        if (ticket == Tickets.NONE) {
            soldOut = true;
        } else {
            share.start(ticket, RequestRecord.ABSENT);
        }
    }

    @Override
    public boolean exhausted() {
        return soldOut || next >= slots;
    }
}
