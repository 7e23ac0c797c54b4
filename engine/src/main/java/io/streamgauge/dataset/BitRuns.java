package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Small numbers as Parquet has them: runs of one, and others packed into as few bits as the greatest needs. */
final class BitRuns {
    private final ByteBuffer bytes;
    private final int width;
    private long left;
    private boolean packed;
    private int repeated;
    /** Where the next packed one begins, in bits. */
    private long bit;

    BitRuns(ByteBuffer bytes, int width) throws IOException {
        if (width < 0 || width > Integer.SIZE) {
            throw new IOException("it has numbers of " + width + " bits");
        }
        this.bytes = bytes;
        this.width = width;
    }

    /** As many bytes as it needs for numbers up to that. */
    static BitRuns upTo(int greatest, ByteBuffer bytes) throws IOException {
        return new BitRuns(bytes, Integer.SIZE - Integer.numberOfLeadingZeros(greatest));
    }

    /** Truths one after the other, each a bit. */
    static BitRuns bits(ByteBuffer bytes) throws IOException {
        var bits = new BitRuns(bytes, 1);
        bits.begin(true, (long) bytes.remaining() * Byte.SIZE);
        return bits;
    }

    int next() throws IOException {
        while (left == 0) {
            int head = number();
            begin((head & 1) == 1, (head & 1) == 1 ? (long) (head >>> 1) * Byte.SIZE : head >>> 1);
        }
        left--;
        return packed ? unpacked() : repeated;
    }

    private void begin(boolean runIsPacked, long count) throws IOException {
        packed = runIsPacked;
        left = count;
        if (packed) {
            bit = (long) bytes.position() * Byte.SIZE;
            // The last run may be cut off behind its last number.
            bytes.position((int) Math.min(bytes.limit(), bytes.position() + count * width / Byte.SIZE));
        } else {
            repeated = 0;
            for (int shift = 0; shift < width; shift += Byte.SIZE) {
                repeated |= (bytes.get() & 0xff) << shift;
            }
        }
    }

    private int unpacked() {
        long value = 0;
        int from = (int) (bit / Byte.SIZE);
        int to = (int) ((bit + width + Byte.SIZE - 1) / Byte.SIZE);
        for (int at = from; at < to; at++) {
            value |= (bytes.get(at) & 0xffL) << ((at - from) * Byte.SIZE);
        }
        value >>>= bit % Byte.SIZE;
        bit += width;
        return (int) (value & ((1L << width) - 1));
    }

    private int number() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }
}
