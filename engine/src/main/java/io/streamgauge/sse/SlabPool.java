package io.streamgauge.sse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory for bytes that outlive a read, in blocks of powers of two. One thread takes and gives; the blocks may
 * be read by another. Blocks go back to the operating system at {@link #close} only.
 */
public final class SlabPool implements AutoCloseable {
    private static final int SMALLEST_SHIFT = 8;
    private static final int LARGEST_SHIFT = 30;
    private static final int CHUNK_BYTES = 1 << 20;

    private final Arena arena = Arena.ofShared();
    private final @Nullable ArrayDeque<MemorySegment>[] free = newLists();
    private MemorySegment chunk = MemorySegment.NULL;
    private long allocatedBytes;

    private final BlockPool blocks = new BlockPool(arena);

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other way
    private static @Nullable ArrayDeque<MemorySegment>[] newLists() {
        return new ArrayDeque[LARGEST_SHIFT + 1];
    }

    /** A block of at least {@code bytes} bytes, its content undefined. */
    public MemorySegment take(int bytes) {
        int shift = shift(bytes);
        var list = free[shift];
        var block = list == null ? null : list.pollLast();
        return block == null ? allocate(1L << shift) : block;
    }

    /** Takes back a block of {@link #take}. */
    public void give(MemorySegment block) {
        int shift = shift((int) block.byteSize());
        var list = free[shift];
        if (list == null) {
            list = new ArrayDeque<>();
            free[shift] = list;
        }
        list.addLast(block);
    }

    /** What {@link Tape}s are made of. */
    BlockPool blocks() {
        return blocks;
    }

    /** All memory taken from the operating system so far. */
    public long allocatedBytes() {
        return allocatedBytes + blocks.allocatedBytes();
    }

    private static int shift(int bytes) {
        if (bytes > 1 << LARGEST_SHIFT) {
            throw new IllegalArgumentException("no block holds " + bytes + " bytes; at most " + (1 << LARGEST_SHIFT));
        }
        return Math.max(SMALLEST_SHIFT, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, bytes) - 1));
    }

    private MemorySegment allocate(long bytes) {
        if (bytes > CHUNK_BYTES / 4) {
            allocatedBytes += bytes;
            return arena.allocate(bytes, Long.BYTES);
        }
        if (chunk.byteSize() < bytes) {
            chunk = arena.allocate(CHUNK_BYTES, Long.BYTES);
            allocatedBytes += CHUNK_BYTES;
        }
        MemorySegment block = chunk.asSlice(0, bytes);
        chunk = chunk.asSlice(bytes);
        return block;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
