package io.streamgauge.record;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The arrival times of one answer's token events, in order; immutable, any thread.
 *
 * <p>Held as differences of differences, zigzag and LEB128 coded: a steady stream costs two or three bytes a token. The
 * first and last time stand beside, so that the usual questions decode nothing.
 */
public final class TokenTimes {
    /** No token event at all. */
    public static final TokenTimes EMPTY = new TokenTimes(new byte[0], 0, RequestRecord.ABSENT, RequestRecord.ABSENT);

    private final byte[] deltas;
    private final int count;
    private final long first;
    private final long last;

    private TokenTimes(byte[] deltas, int count, long first, long last) {
        this.deltas = deltas;
        this.count = count;
        this.first = first;
        this.last = last;
    }

    /** The given times, in nanoseconds of one clock. */
    public static TokenTimes of(long... nanos) {
        if (nanos.length == 0) {
            return EMPTY;
        }
        var encoder = new DeltaEncoder();
        for (long time : nanos) {
            encoder.add(time);
        }
        return encoder.finish();
    }

    /**
     * Times already coded as this class keeps them; copies {@code deltas}.
     *
     * @throws IllegalArgumentException when the bytes do not hold {@code count} times from {@code first} to {@code last}
     */
    public static TokenTimes encoded(byte[] deltas, int count, long first, long last) {
        if (count == 0) {
            return EMPTY;
        }
        var times = new TokenTimes(deltas.clone(), count, first, last);
        int ends = 0;
        for (byte b : deltas) {
            ends += b >= 0 ? 1 : 0;
        }
        if (count < 0 || ends != count - 1 || (deltas.length > 0 && deltas[deltas.length - 1] < 0)) {
            throw new IllegalArgumentException(
                    deltas.length + " bytes hold " + (ends + 1) + " token times, not " + count);
        }
        long decoded = times.at(count - 1);
        if (decoded != last) {
            throw new IllegalArgumentException("last token time is " + decoded + ", not " + last);
        }
        return times;
    }

    /** Wraps without a copy or a check. */
    static TokenTimes wrap(byte[] deltas, int count, long first, long last) {
        return new TokenTimes(deltas, count, first, last);
    }

    /** The coded differences; not to be changed. */
    byte[] deltas() {
        return deltas;
    }

    /** Number of token events. */
    public int count() {
        return count;
    }

    /** Time of the first event, {@link RequestRecord#ABSENT} when there is none. */
    public long first() {
        return first;
    }

    /** Time of the last event, {@link RequestRecord#ABSENT} when there is none. */
    public long last() {
        return last;
    }

    /** Time of event {@code index}; walks from the first, so use {@link #forEach} for all. */
    public long at(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("token event " + index + " of " + count);
        }
        var cursor = new Cursor();
        long time = first;
        for (int i = 1; i <= index; i++) {
            time = cursor.next(time);
        }
        return time;
    }

    /** Hands every time, in order, to {@code consumer}. */
    public void forEach(LongConsumer consumer) {
        var cursor = new Cursor();
        long time = first;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                time = cursor.next(time);
            }
            consumer.accept(time);
        }
    }

    /** Takes the nanoseconds between two neighbouring events, and when the second of them came. */
    public interface GapConsumer {
        void accept(long endNanos, long gapNanos);
    }

    /** Hands all gaps, in order, to {@code consumer}. */
    public void forEachGap(GapConsumer consumer) {
        var cursor = new Cursor();
        long time = first;
        for (int i = 1; i < count; i++) {
            time = cursor.next(time);
            consumer.accept(time, cursor.gap);
        }
    }

    /** All times, in order, in an array of the caller's. */
    public long[] toArray() {
        var times = new long[count];
        var cursor = new Cursor();
        long time = first;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                time = cursor.next(time);
            }
            times[i] = time;
        }
        return times;
    }

    /** The same times on a clock that is {@code nanos} ahead; the differences are shared. */
    TokenTimes shiftedBy(long nanos) {
        return count == 0 ? this : new TokenTimes(deltas, count, first + nanos, last + nanos);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenTimes that
                && count == that.count
                && first == that.first
                && Arrays.equals(deltas, that.deltas);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first) * 31 + Arrays.hashCode(deltas);
    }

    @Override
    public String toString() {
        return count == 0 ? "no tokens" : count + " tokens from " + first + " to " + last;
    }

    /** Walks the coded differences. */
    private final class Cursor {
        private int position;
        private long gap;

        private long next(long time) {
            long zigzag = 0;
            int shift = 0;
            byte b;
            do {
                b = deltas[position++];
                zigzag |= (long) (b & 0x7f) << shift;
                shift += 7;
            } while (b < 0);
            gap += (zigzag >>> 1) ^ -(zigzag & 1);
            return time + gap;
        }
    }
}
