package io.streamgauge.http;

import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.Tape;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.VarintReader;

/**
 * How an answer's text is cut into runs: of each its length, its kind and whether it is the first of its token event. The usual
 * one, which begins an event, is short and of the same kind as the one before it, costs four bits. Written on the loop; allocates
 * nothing but what its tape needs to grow.
 *
 * <p>Two usual runs make a byte, the first one in its lower half. Half a byte of zero says that a run of another sort follows
 * from the next whole byte on, as a number; the other half of that byte is the usual run before it, or nothing.
 */
final class Runs {
    private static final int NEW_EVENT = 4;
    private static final int KIND_MASK = 3;
    private static final int FLAG_BITS = 3;
    private static final int HALF_BITS = 4;
    private static final int HALF_MASK = 15;
    private static final int OTHER = 0;
    private static final int NONE = -1;

    private final Tape codes;
    private int count;
    /** A usual run that waits for the next one; {@link #NONE} if none does. */
    private int half;
    /** What a run must be so as to be usual. */
    private int usualFlags;

    Runs(SlabPool pool) {
        codes = new Tape(pool);
        clear();
    }

    void clear() {
        codes.clear();
        count = 0;
        half = NONE;
        usualFlags = NEW_EVENT | TextKind.ANSWER.code();
    }

    /** Appends a run of a new event. */
    void appendEvent(int length, TextKind kind) {
        append(length, NEW_EVENT | kind.code());
    }

    /** Appends a further run of the last event. */
    void appendRun(int length, TextKind kind) {
        append(length, kind.code());
    }

    private void append(int length, int flags) {
        count++;
        if (flags != usualFlags || length > HALF_MASK || length == OTHER) {
            codes.append((byte) Math.max(OTHER, half));
            half = NONE;
            codes.appendVarint((long) length << FLAG_BITS | flags);
            usualFlags = flags | NEW_EVENT;
        } else if (half == NONE) {
            half = length;
        } else {
            codes.append((byte) (half | length << HALF_BITS));
            half = NONE;
        }
    }

    /** Bytes that they take, but for half a one at the end. */
    int bytes() {
        return codes.length();
    }

    /** All runs, each as one number that {@link #length}, {@link #kind} and {@link #isNewEvent} read. */
    long[] toArray() {
        var runs = new long[count];
        byte[] bytes = codes.toArray();
        var read = new VarintReader(bytes, bytes.length);
        int flags = NEW_EVENT | TextKind.ANSWER.code();
        int next = NONE;
        for (int i = 0; i < count; i++) {
            int length = next;
            next = NONE;
            if (length == NONE && read.hasNext()) {
                int both = read.nextByte();
                length = both & HALF_MASK;
                // Behind the mark of another run the upper half says nothing.
                next = length == OTHER ? NONE : both >>> HALF_BITS;
            } else if (length == NONE) {
                length = half;
            }
            if (length == OTHER) {
                runs[i] = read.next();
                flags = ((int) runs[i] & KIND_MASK) | NEW_EVENT;
            } else {
                runs[i] = (long) length << FLAG_BITS | flags;
            }
        }
        return runs;
    }

    static int length(long run) {
        return (int) (run >>> FLAG_BITS);
    }

    static TextKind kind(long run) {
        return TextKind.of((int) run & KIND_MASK);
    }

    static boolean isNewEvent(long run) {
        return (run & NEW_EVENT) != 0;
    }

    /** The same run with another length. */
    static long ofLength(long run, int length) {
        return ((long) length << FLAG_BITS) | (run & (NEW_EVENT | KIND_MASK));
    }
}
