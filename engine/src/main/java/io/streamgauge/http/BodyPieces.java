package io.streamgauge.http;

import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.Tape;
import io.streamgauge.sse.VarintReader;

/**
 * An answer's body as it came: a piece for each HTTP chunk, or for each part of one that a read brought, with its time.
 * Allocates nothing but what its tapes need to grow.
 */
final class BodyPieces {
    private final Tape bytes;
    /** Each piece's length, and the nanoseconds since the piece before; LEB128. */
    private final Tape marks;

    private final int mostBytes;
    private int count;
    private long firstNanos;
    private long lastNanos;
    private boolean whole = true;

    /** @param mostBytes of one body; what comes after them is not kept */
    BodyPieces(SlabPool pool, int mostBytes) {
        this.bytes = new Tape(pool);
        this.marks = new Tape(pool);
        this.mostBytes = mostBytes;
    }

    void append(byte[] source, int from, int to, long nanos) {
        if (to - from > mostBytes - bytes.length()) {
            whole = false;
            return;
        }
        if (count++ == 0) {
            firstNanos = lastNanos = nanos;
        }
        bytes.append(source, from, to);
        marks.appendVarint(to - from);
        // Kernel stamps of one connection may step back by a hair when the wall clock is slewed.
        long gap = nanos - lastNanos;
        marks.appendVarint((gap << 1) ^ (gap >> 63));
        lastNanos = nanos;
    }

    void reset() {
        bytes.clear();
        marks.clear();
        count = 0;
        whole = true;
    }

    /** Whether no piece was left out. */
    boolean isWhole() {
        return whole;
    }

    int count() {
        return count;
    }

    int length() {
        return bytes.length();
    }

    /** All of it in one piece, put together anew. */
    byte[] bytes() {
        return bytes.toArray();
    }

    void forEach(Flight.PieceVisitor visitor) {
        var coded = new VarintReader(marks.toArray(), marks.length());
        long nanos = firstNanos;
        int from = 0;
        while (coded.hasNext()) {
            int to = from + (int) coded.next();
            long zigzag = coded.next();
            nanos += (zigzag >>> 1) ^ -(zigzag & 1);
            visitor.piece(nanos, from, to);
            from = to;
        }
    }
}
