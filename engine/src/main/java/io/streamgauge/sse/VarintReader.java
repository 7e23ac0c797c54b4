package io.streamgauge.sse;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads numbers that {@link Slab#appendVarint} wrote, one after another. */
public final class VarintReader {
    private final MemorySegment codes;
    private final int end;
    private int at;

    /** @param end of the numbers in {@code codes}, in bytes */
    public VarintReader(MemorySegment codes, int end) {
        this.codes = codes;
        this.end = end;
    }

    public boolean hasNext() {
        return at < end;
    }

    /** The next number, where {@link #hasNext} says that there is one. */
    public long next() {
        long value = 0;
        int shift = 0;
        byte b;
        do {
            b = codes.get(ValueLayout.JAVA_BYTE, at++);
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0);
        return value;
    }
}
