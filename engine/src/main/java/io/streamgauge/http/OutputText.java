package io.streamgauge.http;

import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.Tape;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.VarintReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The output text of a flight: runs of bytes, each of one kind and one token event. Written on the loop as escaped JSON,
 * turned into plain UTF-8 in place afterwards. A run costs one or two bytes beside its text.
 */
final class OutputText {
    private static final int NEW_EVENT = 4;
    private static final int FLAG_BITS = 3;
    private static final int KIND_MASK = 3;

    private final Tape text;
    /** Each run's length, shifted by three, with its kind and whether it is the first of its event; LEB128. */
    private final Tape runs;

    private Growth growth = Growth.UNKNOWN;

    /** The text in one piece, once somebody wanted it so. */
    private @Nullable MemorySegment whole;
    /** Its runs, once it is plain. */
    private @Nullable Codes plain;

    private enum Growth {
        UNKNOWN,
        REPEATS,
        NEW_ALONE
    }

    OutputText(SlabPool pool) {
        text = new Tape(pool);
        runs = new Tape(pool);
    }

    /** Appends a run of a new event. */
    void appendEvent(MemorySegment source, int from, int to, TextKind kind) {
        runs.appendVarint((long) (to - from) << FLAG_BITS | NEW_EVENT | kind.code());
        text.append(source, from, to);
    }

    /** Appends a further run of the last event. */
    void appendRun(MemorySegment source, int from, int to, TextKind kind) {
        runs.appendVarint((long) (to - from) << FLAG_BITS | kind.code());
        text.append(source, from, to);
    }

    /**
     * Where the new part of a text begins that may repeat all that was appended so far. Which of the two a server does is
     * settled by its second text, and kept: from then on only lengths are compared, so that what it changed its mind about
     * (a stop word taken back) adds nothing.
     */
    int beyond(MemorySegment source, int from, int to) {
        int known = text.length();
        if (known == 0) {
            return from;
        }
        if (growth == Growth.UNKNOWN) {
            growth = text.isPrefixOf(source, from, to) ? Growth.REPEATS : Growth.NEW_ALONE;
        }
        return growth == Growth.REPEATS ? Math.min(to, from + known) : from;
    }

    int length() {
        return whole == null ? text.length() : (int) whole.byteSize();
    }

    /** Copies the text to {@code target} at {@code to}. */
    void copyTo(MemorySegment target, long to) {
        if (whole == null) {
            text.copyTo(target, to);
        } else {
            MemorySegment.copy(whole, 0, target, to, whole.byteSize());
        }
    }

    MemorySegment segment() {
        if (whole == null) {
            whole = MemorySegment.ofArray(text.toArray());
        }
        return whole;
    }

    void reset() {
        text.clear();
        runs.clear();
        growth = Growth.UNKNOWN;
        forget();
    }

    /** Drops what was put together for its readers. */
    void forget() {
        whole = null;
        plain = null;
    }

    /**
     * Turns the text into plain UTF-8; a second call does nothing. A character whose first half of an escape ends one run
     * belongs to the next, where its second half is. Touches no pool: neither text nor codes ever grow.
     */
    void unescape() {
        if (plain != null) {
            return;
        }
        MemorySegment bytes = segment();
        byte[] codes = runs.toArray();
        int end = 0;
        int write = 0;
        int read = 0;
        int runEnd = 0;
        var cursor = new Cursor(codes, codes.length);
        while (cursor.next()) {
            runEnd += cursor.length;
            int to = runEnd < bytes.byteSize() ? JsonText.wholeUntil(bytes, read, runEnd) : runEnd;
            int written = JsonText.unescape(bytes, read, to, bytes, write);
            read = to;
            end = Tape.putVarint(codes, end, (long) (written - write) << FLAG_BITS | cursor.flags);
            write = written;
        }
        whole = bytes.asSlice(0, write);
        plain = new Codes(codes, end);
    }

    void forEachRun(Flight.RunVisitor visitor) {
        Codes of = plain == null ? new Codes(runs.toArray(), runs.length()) : plain;
        var cursor = new Cursor(of.bytes, of.end);
        int from = 0;
        int event = -1;
        while (cursor.next()) {
            event += (cursor.flags & NEW_EVENT) != 0 ? 1 : 0;
            visitor.run(event, TextKind.of(cursor.flags & KIND_MASK), from, from + cursor.length);
            from += cursor.length;
        }
    }

    /** Within this class, which alone changes the array. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Codes(byte[] bytes, int end) {}

    private static final class Cursor {
        private final VarintReader codes;
        private int length;
        private int flags;

        private Cursor(byte[] codes, int end) {
            this.codes = new VarintReader(codes, end);
        }

        private boolean next() {
            if (!codes.hasNext()) {
                return false;
            }
            long code = codes.next();
            length = (int) (code >>> FLAG_BITS);
            flags = (int) code & (NEW_EVENT | KIND_MASK);
            return true;
        }
    }
}
