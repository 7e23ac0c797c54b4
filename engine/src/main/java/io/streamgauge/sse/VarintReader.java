package io.streamgauge.sse;

/** Reads numbers that {@link Tape#appendVarint} wrote, one after another. */
public final class VarintReader {
    private final byte[] codes;
    private final int end;
    private int at;

    /** @param end of the numbers in {@code codes}, in bytes */
    public VarintReader(byte[] codes, int end) {
        this.codes = codes;
        this.end = end;
    }

    public boolean hasNext() {
        return at < end;
    }

    /** The next byte as it is, of 0 to 255, where {@link #hasNext} says that there is one. */
    public int nextByte() {
        return Byte.toUnsignedInt(codes[at++]);
    }

    /** The next number, where {@link #hasNext} says that there is one. */
    public long next() {
        long value = 0;
        int shift = 0;
        byte b;
        do {
            b = codes[at++];
            value |= (long) (b & 0x7f) << shift;
            shift += 7;
        } while (b < 0);
        return value;
    }
}
