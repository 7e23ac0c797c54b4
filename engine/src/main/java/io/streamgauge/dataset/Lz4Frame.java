package io.streamgauge.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What LZ4 has packed as a frame, unpacked while it is read. Blocks may repeat what is in those before, which decompressors of single blocks do
 * not know; holds one block and as much before it as may be repeated. Checksums are passed over.
 */
final class Lz4Frame extends InputStream {
    private static final int MAGIC = 0x184D2204;
    private static final int FARTHEST = 1 << 16;
    private static final int SHORTEST_MATCH = 4;
    private static final int MORE = 15;

    private final InputStream packed;
    private final int behindBlock;
    private final byte[] block;
    /** How far the block is read. */
    private int place;

    private final byte[] bytes;
    private int from;
    private int to;
    private boolean ended;

    Lz4Frame(InputStream packed) throws IOException {
        this.packed = packed;
        if (number() != MAGIC) {
            throw new IOException("it is said to be packed by LZ4, but does not begin so");
        }
        int flags = octet();
        int size = octet() >>> 4 & 0x7;
        if (flags >>> 6 != 1 || size < 4 || (flags & 1) != 0) {
            throw new IOException("it is packed by LZ4 in no known way");
        }
        behindBlock = (flags & 0x10) == 0 ? 0 : Integer.BYTES;
        packed.skipNBytes(((flags & 0x8) == 0 ? 0 : Long.BYTES) + 1);
        block = new byte[1 << (2 * size + 8)];
        bytes = new byte[FARTHEST + block.length];
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : bytes[from++] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int read = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, at, read);
        from += read;
        return read;
    }

    private boolean isAtEnd() throws IOException {
        while (from == to && !ended) {
            readBlock();
        }
        return from == to;
    }

    private void readBlock() throws IOException {
        int size = number();
        int length = size & Integer.MAX_VALUE;
        if (length > block.length) {
            throw new IOException("it is packed by LZ4 in blocks longer than it says");
        }
        if (size == 0) {
            ended = true;
            return;
        }
        int kept = Math.min(to, FARTHEST);
        System.arraycopy(bytes, to - kept, bytes, 0, kept);
        from = kept;
        to = kept;
        if (packed.readNBytes(block, 0, length) < length) {
            throw cut();
        }
        if (size < 0) {
            append(block, 0, length);
        } else {
            unpack(length);
        }
        packed.skipNBytes(behindBlock);
    }

    /** A block is sequences, of some bytes as they are and a repetition each; the last has no repetition. */
    private void unpack(int length) throws IOException {
        place = 0;
        while (place < length) {
            int token = block[place++] & 0xff;
            int literals = length(token >>> 4);
            if (literals > length - place) {
                throw new IOException("it is packed by LZ4, but damaged");
            }
            append(block, place, literals);
            place += literals;
            if (place == length) {
                return;
            }
            int distance = (block[place++] & 0xff) | (block[place++] & 0xff) << Byte.SIZE;
            repeat(distance, length(token & MORE) + SHORTEST_MATCH);
        }
    }

    /** Four bits; where all are set, bytes are added as long as they are full, and one that is not. */
    private int length(int bits) {
        int sum = bits;
        if (bits == MORE) {
            int next;
            do {
                next = block[place++] & 0xff;
                sum += next;
            } while (next == 255);
        }
        return sum;
    }

    private void append(byte[] source, int at, int length) {
        System.arraycopy(source, at, bytes, to, length);
        to += length;
    }

    private void repeat(int distance, int length) throws IOException {
        if (distance == 0 || distance > to || length > bytes.length - to) {
            throw new IOException("it is packed by LZ4, but damaged");
        }
        // What is repeated may be what is being written.
        for (int i = 0; i < length; i++) {
            bytes[to + i] = bytes[to + i - distance];
        }
        to += length;
    }

    private int number() throws IOException {
        return octet() | octet() << 8 | octet() << 16 | octet() << 24;
    }

    private int octet() throws IOException {
        int next = packed.read();
        if (next < 0) {
            throw cut();
        }
        return next;
    }

    private static EOFException cut() {
        return new EOFException("it is packed by LZ4 and cut off");
    }
}
