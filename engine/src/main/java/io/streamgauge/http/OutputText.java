package io.streamgauge.http;

import io.streamgauge.sse.JsonText;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.Tape;
import io.streamgauge.sse.TextKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The output text of a flight: runs of bytes, each of one kind and one token event. Written on the loop as escaped JSON,
 * turned into plain UTF-8 afterwards. A usual run costs half a byte beside its text.
 */
final class OutputText {
    private final Tape text;
    private final Runs runs;

    private Growth growth = Growth.UNKNOWN;

    /** The text in one piece, once somebody wanted it so. */
    private byte @Nullable [] whole;
    /** Its runs, once it is plain. */
    private long @Nullable [] plain;

    private enum Growth {
        UNKNOWN,
        REPEATS,
        NEW_ALONE
    }

    OutputText(SlabPool pool) {
        text = new Tape(pool);
        runs = new Runs(pool);
    }

    /** Appends a run of a new event. */
    void appendEvent(byte[] source, int from, int to, TextKind kind) {
        runs.appendEvent(to - from, kind);
        text.append(source, from, to);
    }

    /** Appends a further run of the last event. */
    void appendRun(byte[] source, int from, int to, TextKind kind) {
        runs.appendRun(to - from, kind);
        text.append(source, from, to);
    }

    /**
     * Where the new part of a text begins that may repeat all that was appended so far. Which of the two a server does is
     * settled by its second text, and kept: from then on only lengths are compared, so that what it changed its mind about
     * (a stop word taken back) adds nothing.
     */
    int beyond(byte[] source, int from, int to) {
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
        return whole == null ? text.length() : whole.length;
    }

    /** Copies the text to the beginning of {@code target}. */
    void copyTo(ByteBuffer target) {
        if (whole == null) {
            text.copyTo(target);
        } else {
            target.put(0, whole);
        }
    }

    /** All of it. */
    byte[] bytes() {
        if (whole == null) {
            whole = text.toArray();
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
     * belongs to the next, where its second half is.
     */
    void unescape() {
        if (plain != null) {
            return;
        }
        byte[] bytes = bytes();
        long[] cut = runs.toArray();
        int write = 0;
        int read = 0;
        int runEnd = 0;
        for (int i = 0; i < cut.length; i++) {
            runEnd += Runs.length(cut[i]);
            int to = runEnd < bytes.length ? JsonText.wholeUntil(bytes, read, runEnd) : runEnd;
            int written = JsonText.unescape(bytes, read, to, bytes, write);
            read = to;
            cut[i] = Runs.ofLength(cut[i], written - write);
            write = written;
        }
        whole = write == bytes.length ? bytes : Arrays.copyOf(bytes, write);
        plain = cut;
    }

    void forEachRun(Flight.RunVisitor visitor) {
        int from = 0;
        int event = -1;
        for (long run : plain == null ? runs.toArray() : plain) {
            event += Runs.isNewEvent(run) ? 1 : 0;
            visitor.run(event, Runs.kind(run), from, from + Runs.length(run));
            from += Runs.length(run);
        }
    }
}
