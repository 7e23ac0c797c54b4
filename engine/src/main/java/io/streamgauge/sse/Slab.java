package io.streamgauge.sse;

/**
 * A growing run of bytes. One thread at a time. Holds no memory while empty after {@link #release}; growing doubles the array
 * and gives the old one back to the pool, so a steady state allocates nothing.
 */
public final class Slab {
    static final byte[] NOTHING = {};

    private final SlabPool pool;
    private byte[] block = NOTHING;
    private int length;

    public Slab(SlabPool pool) {
        this.pool = pool;
    }

    /** The bytes, valid below {@link #length} and until the next append. */
    public byte[] bytes() {
        return block;
    }

    public int length() {
        return length;
    }

    /** Shortens (or, within the array, lengthens) the run. */
    public void setLength(int bytes) {
        if (bytes < 0 || bytes > block.length) {
            throw new IndexOutOfBoundsException("length " + bytes + " of a slab of " + block.length);
        }
        length = bytes;
    }

    /** Appends the bytes {@code from..to} of {@code source}. */
    public void append(byte[] source, int from, int to) {
        int bytes = to - from;
        ensure(bytes);
        System.arraycopy(source, from, block, length, bytes);
        length += bytes;
    }

    public void append(byte value) {
        ensure(1);
        block[length++] = value;
    }

    /** Makes room for {@code bytes} more. */
    public void ensure(int bytes) {
        if (block.length - length < bytes) {
            grow(bytes);
        }
    }

    private void grow(int bytes) {
        byte[] larger =
                pool.take(Math.max(Math.addExact(length, bytes), block.length > 1 << 29 ? 0 : 2 * block.length));
        if (block.length > 0) {
            System.arraycopy(block, 0, larger, 0, length);
            pool.give(block);
        }
        block = larger;
    }

    /** Empties the run and keeps the memory. */
    public void clear() {
        length = 0;
    }

    /** Empties the run and gives the memory back to the pool. */
    public void release() {
        if (block.length > 0) {
            pool.give(block);
            block = NOTHING;
        }
        length = 0;
    }
}
