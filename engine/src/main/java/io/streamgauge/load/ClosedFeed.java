package io.streamgauge.load;

import io.streamgauge.load.LoadDriver.Tickets;
import io.streamgauge.record.RequestRecord;

/** Keeps a number of slots full for as long as there are tickets. */
final class ClosedFeed implements Feed {
    private final Tickets tickets;
    private final int index;
    private final int feeds;
    private final int slots;
    private final long rampNanos;
    private int waitingSlots;
    private boolean soldOut;

    /**
     * @param index which of the phase's feeds this is; slots are dealt to them in turn
     * @param slots requests in flight at once, of all feeds together
     * @param rampNanos over how long the first requests of all feeds are spread
     */
    ClosedFeed(Tickets tickets, int index, int feeds, int slots, long rampNanos) {
        this.tickets = tickets;
        this.index = index;
        this.feeds = feeds;
        this.slots = slots;
        this.rampNanos = rampNanos;
    }

    @Override
    public void begin(LoopShare share) {
        for (int slot = index; slot < slots; slot += feeds) {
            long delayNanos = (long) ((double) rampNanos * slot / slots);
            if (delayNanos == 0) {
                startNext(share);
            } else {
                waitingSlots++;
                share.later(() -> fillSlot(share), delayNanos);
            }
        }
    }

    private void fillSlot(LoopShare share) {
        waitingSlots--;
        startNext(share);
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
        return soldOut || waitingSlots == 0;
    }
}
