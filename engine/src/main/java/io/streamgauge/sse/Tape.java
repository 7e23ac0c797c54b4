package io.streamgauge.sse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes off the heap that are only ever appended to, and read when they are complete. They lie in small blocks that follow each
 * other, so that growing copies nothing and of all that is held at most one block is not used. Written by the pool's thread, read
 * by one thread at a time; appending allocates nothing but what the pool needs to grow.
 *
 * <p>Every block but the last is full: what does not fit is cut, wherever that is.
 */
public final class Tape {
    /** Values of so many bits take at most eight bytes, which are written at once. */
    private static final int ONE_STORE_BITS = 56;
    /** Texts of more bytes than this, which are none of a single token, are copied by the library. */
    private static final int MAX_BY_WORDS = 64;

    /** Of the kind that chunks are, so that there is one kind of them. */
    private static final ByteBuffer NO_CHUNK = ByteBuffer.allocateDirect(0);

    private static final long DIGIT_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final long CONTINUATION_BITS = 0x8080808080808080L;

    private final BlockPool pool;
    private int firstBlock = BlockPool.NONE;
    private int lastBlock = BlockPool.NONE;
    private int length;

    /** Where the last block lies, and in it the bytes that are not written yet. */
    private ByteBuffer chunk = NO_CHUNK;

    private int at;
    private int end;

    public Tape(SlabPool pool) {
        this.pool = pool.blocks();
    }

    public int length() {
        return length;
    }

    /** Appends the bytes {@code from..to} of {@code source}. */
    public void append(byte[] source, int from, int to) {
        int bytes = to - from;
        if (bytes > MAX_BY_WORDS || from + ((bytes + Long.BYTES - 1) & -Long.BYTES) > source.length) {
            copy(source, from, to);
            return;
        }
        for (int i = 0; i < bytes; i += Long.BYTES) {
            append(JsonString.word(source, from + i), Math.min(Long.BYTES, bytes - i));
        }
    }

    /** Appends the first bytes of a little-endian word, one to eight; what is behind them does not count. */
    private void append(long word, int bytes) {
        int room = end - at;
        if (room >= Long.BYTES) {
            // What is behind the bytes goes along and is overwritten by what comes next.
            chunk.putLong(at, word);
            at += bytes;
        } else {
            appendOverEnd(word, bytes, room);
        }
        length += bytes;
    }

    /** As {@link #append}, where the block has {@code room} for less than a word. Few operations: it is rare, and long not compiled. */
    private void appendOverEnd(long word, int bytes, int room) {
        if (room > 0) {
            int bits = room * Byte.SIZE;
            long before = chunk.getLong(end - Long.BYTES) & (-1L >>> bits);
            chunk.putLong(end - Long.BYTES, before | word << (Long.SIZE - bits));
        }
        if (bytes <= room) {
            at += bytes;
            return;
        }
        nextBlock();
        chunk.putLong(at, room == 0 ? word : word >>> (room * Byte.SIZE));
        at += bytes - room;
    }

    private void copy(byte[] source, int from, int to) {
        for (int done = from; done < to; ) {
            if (at == end) {
                nextBlock();
            }
            int bytes = Math.min(to - done, end - at);
            chunk.put(at, source, done, bytes);
            at += bytes;
            length = Math.addExact(length, bytes);
            done += bytes;
        }
    }

    /** Appends an unsigned LEB128 number. */
    public void appendVarint(long value) {
        if (value >>> ONE_STORE_BITS != 0) {
            appendByBytes(value);
            return;
        }
        int more = (Long.SIZE - 1 - Long.numberOfLeadingZeros(value | 1)) / 7;
        long continued = CONTINUATION_BITS & ((1L << (more * Byte.SIZE)) - 1);
        append(Long.expand(value, DIGIT_BITS) | continued, more + 1);
    }

    private void appendByBytes(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            append((byte) (rest | 0x80));
            rest >>>= 7;
        }
        append((byte) rest);
    }

    /** Appends one byte. */
    public void append(byte value) {
        append(value, 1);
    }

    private void nextBlock() {
        int block = pool.take();
        if (lastBlock == BlockPool.NONE) {
            firstBlock = block;
        } else {
            pool.link(lastBlock, block);
        }
        lastBlock = block;
        chunk = pool.chunk(block);
        at = BlockPool.offset(block) + BlockPool.LINK_BYTES;
        end = BlockPool.offset(block) + BlockPool.BLOCK_BYTES;
    }

    /** Copies all bytes to the beginning of {@code target}. */
    public void copyTo(ByteBuffer target) {
        int block = firstBlock;
        for (int copied = 0; copied < length; block = pool.next(block)) {
            int bytes = inBlock(copied);
            target.put(copied, pool.chunk(block), start(block), bytes);
            copied += bytes;
        }
    }

    /** All bytes, in an array of the caller's. */
    public byte[] toArray() {
        var all = new byte[length];
        int block = firstBlock;
        for (int copied = 0; copied < length; block = pool.next(block)) {
            int bytes = inBlock(copied);
            pool.chunk(block).get(start(block), all, copied, bytes);
            copied += bytes;
        }
        return all;
    }

    /** Whether {@code from..to} of {@code source} begins with all that was appended. */
    public boolean isPrefixOf(byte[] source, int from, int to) {
        return to - from >= length && Arrays.equals(toArray(), 0, length, source, from, from + length);
    }

    private static int start(int block) {
        return BlockPool.offset(block) + BlockPool.LINK_BYTES;
    }

    /** Bytes in the block whose first one is number {@code before} of all. */
    private int inBlock(int before) {
        return Math.min(BlockPool.BLOCK_BYTES - BlockPool.LINK_BYTES, length - before);
    }

    /** Empties the tape; its memory goes back to the pool. */
    public void clear() {
        if (lastBlock != BlockPool.NONE) {
            pool.give(firstBlock, lastBlock);
            firstBlock = lastBlock = BlockPool.NONE;
            chunk = NO_CHUNK;
            at = end = 0;
        }
        length = 0;
    }
}
