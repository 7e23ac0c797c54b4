package io.streamgauge.sse;

import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Memory for bytes that outlive a read: arrays of powers of two, which are used again, and the off-heap blocks of tapes. One
 * thread takes and gives; what it handed over may be read by another. Blocks go back to the operating system at {@link #close}
 * only.
 */
public final class SlabPool implements AutoCloseable {
    private static final int SMALLEST_SHIFT = 8;
    private static final int LARGEST_SHIFT = 30;

    private final Arena arena = Arena.ofShared();
    private final @Nullable ArrayDeque<byte[]>[] free = newLists();
    private final BlockPool blocks = new BlockPool(arena);

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other way
    private static @Nullable ArrayDeque<byte[]>[] newLists() {
        return new ArrayDeque[LARGEST_SHIFT + 1];
    }

    /** An array of at least {@code bytes} bytes, its content undefined. */
    public byte[] take(int bytes) {
        int shift = shift(bytes);
        var list = free[shift];
        var array = list == null ? null : list.pollLast();
        return array == null ? new byte[1 << shift] : array;
    }

    /** Takes back an array of {@link #take}. */
    public void give(byte[] array) {
        int shift = shift(array.length);
        var list = free[shift];
        if (list == null) {
            list = new ArrayDeque<>();
            free[shift] = list;
        }
        list.addLast(array);
    }

    /** What {@link Tape}s are made of. */
    BlockPool blocks() {
        return blocks;
    }

    private static int shift(int bytes) {
        if (bytes > 1 << LARGEST_SHIFT) {
            throw new IllegalArgumentException("no block holds " + bytes + " bytes; at most " + (1 << LARGEST_SHIFT));
        }
        return Math.max(SMALLEST_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, bytes) - 1));
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
