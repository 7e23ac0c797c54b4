package io.streamgauge.record;

import java.util.Arrays;

/** Codes times as {@link TokenTimes} keeps them; grows its buffer as needed, reusable after {@link #finish}. */
final class DeltaEncoder {
    private static final int MAX_VARINT_BYTES = 10;

    private byte[] bytes = new byte[64];
    private int length;
    private int count;
    private long first;
    private long last;
    private long gap;

    void add(long nanos) {
        if (count++ == 0) {
            first = nanos;
            last = nanos;
            return;
        }
        long newGap = nanos - last;
        long change = newGap - gap;
        last = nanos;
        gap = newGap;
        if (bytes.length - length < MAX_VARINT_BYTES) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        long zigzag = (change << 1) ^ (change >> 63);
        while ((zigzag & ~0x7fL) != 0) {
            bytes[length++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[length++] = (byte) zigzag;
    }

    TokenTimes finish() {
        var times = count == 0 ? TokenTimes.EMPTY : TokenTimes.wrap(Arrays.copyOf(bytes, length), count, first, last);
        length = 0;
        count = 0;
        gap = 0;
        return times;
    }
}
