package io.streamgauge.http;

import java.util.concurrent.atomic.AtomicLongArray;

/** What a loop has done so far. Its loop writes, anyone reads; a reader may see one counter newer than another. */
public final class LoopCounters {
    /** What is counted. */
    public enum Count {
        STARTED(0),
        ENDED(1),
        OK(2),
        /** Socket reads that brought bytes. */
        READS(3),
        BYTES(4),
        /** Events that carried output text. */
        TOKENS(5),
        /** Token events that shared a read with an earlier one of the same stream. */
        COALESCED(6),
        CONNECTS(7),
        /** Requests sent again because a reused connection turned out closed. */
        RETRIES(8),
        /** Reads that filled the whole buffer: the loop was behind. */
        FULL_READS(9),
        /** Reads after which the rest of an answer's bytes was no part of it. */
        GARBAGE(10);

        private final int index;

        Count(int index) {
            this.index = index;
        }
    }

    private static final int COUNTS = Count.values().length;

    private final AtomicLongArray values = new AtomicLongArray(COUNTS);

    LoopCounters() {}

    public long get(Count count) {
        return values.getOpaque(count.index);
    }

    /** Flights that have started and not ended. */
    public long inFlight() {
        return Math.max(0, get(Count.STARTED) - get(Count.ENDED));
    }

    void add(Count count, long amount) {
        int index = count.index;
        values.setOpaque(index, values.getPlain(index) + amount);
    }
}
