package io.streamgauge.dataset;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * One of a record batch's buffers. A window of it is in memory, which goes on as values are asked for: rows are read in their order, and so are
 * the bytes of each of their columns, but for views.
 */
final class ArrowBuffer {
    private static final int WINDOW_BYTES = 1 << 13;
    /** How often one that is packed is unpacked from its beginning before that is given up. */
    private static final int MOST_UNPACKED = 16;

    /** How a buffer's bytes are packed. */
    enum Packing {
        NONE,
        LZ4,
        ZSTD
    }

    private final FileChannel channel;
    private final long start;
    private final long stored;
    private final Packing packing;
    private final long length;
    private @Nullable InputStream unpacking;
    private long unpacked;
    private int begun;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;

    private ArrowBuffer(FileChannel channel, long start, long stored, Packing packing, long length) {
        this.channel = channel;
        this.start = start;
        this.stored = stored;
        this.packing = packing;
        this.length = length;
    }

    /**
     * @param start of its bytes in the file
     * @param packing of those of its batch, any of which may be left as it was
     */
    static ArrowBuffer of(FileChannel channel, long start, long stored, Packing packing) throws IOException {
        if (packing == Packing.NONE || stored == 0) {
            return new ArrowBuffer(channel, start, stored, Packing.NONE, stored);
        }
        var before = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        if (stored < Long.BYTES) {
            throw new IOException("a packed buffer has " + stored + " bytes");
        }
        FilePart.read(channel, before, start);
        long length = before.getLong();
        long rest = stored - Long.BYTES;
        return length == -1
                ? new ArrowBuffer(channel, start + Long.BYTES, rest, Packing.NONE, rest)
                : new ArrowBuffer(channel, start + Long.BYTES, rest, packing, length);
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean bit(long at) throws IOException {
        return (window(at / Byte.SIZE, 1).get() >>> at % Byte.SIZE & 1) == 1;
    }

    /** The bytes from that place on, or some more; to be read before another call. */
    ByteBuffer window(long at, int count) throws IOException {
        if (at < 0 || count > length - at) {
            throw new IOException("a value ends behind its buffer");
        }
        if (at < windowStart || at + count > windowStart + window.limit()) {
            fill(at);
        }
        return window.position((int) (at - windowStart));
    }

    byte[] bytes(long at, long count) throws IOException {
        if (count < 0 || count > LineRows.MOST_LINE_BYTES || at < 0 || count > length - at) {
            throw new IOException("a value cannot have " + count + " bytes");
        }
        byte[] bytes = new byte[(int) count];
        for (int done = 0; done < bytes.length; ) {
            var next = window(at + done, 1);
            int copied = Math.min(bytes.length - done, next.remaining());
            next.get(bytes, done, copied);
            done += copied;
        }
        return bytes;
    }

    /** Makes the window begin there; what it holds of that already is kept, for what is unpacked cannot be had again. */
    private void fill(long at) throws IOException {
        if (window.capacity() == 0) {
            window = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES, length)).order(ByteOrder.LITTLE_ENDIAN);
            window.limit(0);
        }
        long windowEnd = windowStart + window.limit();
        if (at >= windowStart && at < windowEnd) {
            window.position((int) (at - windowStart)).compact();
        } else {
            window.clear();
        }
        windowStart = at;
        int most = (int) Math.min(window.capacity(), length - at);
        window.limit(most);
        if (packing == Packing.NONE) {
            FilePart.read(channel, window, start + at + window.position());
        } else {
            unpack(at + window.position());
            window.flip();
        }
    }

    private void unpack(long at) throws IOException {
        if (unpacking == null || at < unpacked) {
            if (begun++ == MOST_UNPACKED) {
                throw new TableLines.Unreadable(
                        "the texts of this Arrow file lie in another order than its rows; write it without compression");
            }
            var part = new BufferedInputStream(new FilePart(channel, start, stored));
            unpacking = packing == Packing.LZ4 ? new Lz4Frame(part) : new ZstdInputStream(part);
            unpacked = 0;
        }
        unpacking.skipNBytes(at - unpacked);
        int wanted = window.remaining();
        if (unpacking.readNBytes(window.array(), window.position(), wanted) < wanted) {
            throw new EOFException("a packed buffer is shorter than it says");
        }
        window.position(window.limit());
        unpacked = at + wanted;
    }
}
