package io.streamgauge.http;

import java.util.concurrent.atomic.AtomicLongArray;

/** What a loop has done so far. Its loop writes, anyone reads; a reader may see one counter newer than another. */
public final class LoopCounters {
    /** What is counted. */
    public enum Count {
        STARTED,
        ENDED,
        OK,
        /** Socket reads that brought bytes. */
        READS,
        BYTES,
        /** Events that carried output text. */
        TOKENS,
        /** Token events that shared a read with an earlier one of the same stream. */
        COALESCED,
        CONNECTS,
        /** Requests sent again because a reused connection turned out closed. */
        RETRIES,
        /** Reads that filled the whole buffer: the loop was behind. */
        FULL_READS,
        /** Reads after which the rest of an answer's bytes was no part of it. */
        GARBAGE
    }

    private static final int COUNTS = Count.values().length;

    private final AtomicLongArray values = new AtomicLongArray(COUNTS);

    LoopCounters() {}

    public long get(Count count) {
        return values.getOpaque(count.ordinal());
    }

    /** Flights that have started and not ended. */
    public long inFlight() {
        return Math.max(0, get(Count.STARTED) - get(Count.ENDED));
    }

    void add(Count count, long amount) {
        int index = count.ordinal();
        values.setOpaque(index, values.getPlain(index) + amount);
    }
}
