package io.streamgauge.http;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.Tape;

/**
 * The token times of a flight, coded as {@link TokenTimes} keeps them: differences of differences, zigzag and LEB128. A
 * steady stream costs two or three bytes a token. Allocates nothing but what its tape needs to grow.
 */
final class Timeline {
    private final Tape deltas;
    private int count;
    private long first;
    private long last;
    private long gap;

    Timeline(SlabPool pool) {
        deltas = new Tape(pool);
    }

    void append(long nanos) {
        if (count++ == 0) {
            first = nanos;
        } else {
            long newGap = nanos - last;
            long change = newGap - gap;
            gap = newGap;
            deltas.appendVarint((change << 1) ^ (change >> 63));
        }
        last = nanos;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    int count() {
        return count;
    }

    /** Bytes that the times take. */
    int bytes() {
        return deltas.length();
    }

    TokenTimes toTokenTimes() {
        return TokenTimes.encoded(deltas.toArray(), count, first, last);
    }

    void reset() {
        deltas.clear();
        count = 0;
        first = last = RequestRecord.ABSENT;
        gap = 0;
    }
}
