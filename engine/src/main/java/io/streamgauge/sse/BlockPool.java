package io.streamgauge.sse;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Off-heap memory in small blocks of one size, known by number. Each begins with the number of the block that follows it, in a
 * tape or among the free ones, so that neither needs any object. One thread takes and gives; blocks that were handed over may be
 * read by another. Memory goes back to the operating system with the arena only.
 *
 * <p>It is read and written by way of a {@link ByteBuffer}: of a memory segment's handles compilers make several times the code.
 */
final class BlockPool {
    static final int NONE = -1;
    static final int BLOCK_BYTES = 128;
    /** Where a block's own bytes begin, behind the number of the next. */
    static final int LINK_BYTES = Integer.BYTES;

    private static final int CHUNK_SHIFT = 13;
    private static final int CHUNK_BLOCKS = 1 << CHUNK_SHIFT;

    private final Arena arena;
    /** Read by threads that blocks were handed to, while this one adds chunks. */
    private volatile ByteBuffer[] chunks = {};

    /** Blocks that have never been taken begin here. */
    private int fresh;

    private int free = NONE;

    BlockPool(Arena arena) {
        this.arena = arena;
    }

    /** A block; its content is undefined, and so is what follows it. */
    int take() {
        int block = free;
        if (block == NONE) {
            return another();
        }
        free = next(block);
        return block;
    }

    /** Takes back blocks of {@link #take} that follow each other, from {@code first} to {@code last}. */
    void give(int first, int last) {
        link(last, free);
        free = first;
    }

    /** The memory that a block lies in, at {@link #offset}; little-endian. Its position and limit stay where they are. */
    ByteBuffer chunk(int block) {
        return chunks[block >>> CHUNK_SHIFT];
    }

    /** Where in its chunk a block begins. */
    static int offset(int block) {
        return (block & (CHUNK_BLOCKS - 1)) * BLOCK_BYTES;
    }

    int next(int block) {
        return chunk(block).getInt(offset(block));
    }

    void link(int block, int next) {
        chunk(block).putInt(offset(block), next);
    }

    /** All memory taken from the operating system so far. */
    long allocatedBytes() {
        return (long) chunks.length * CHUNK_BLOCKS * BLOCK_BYTES;
    }

    private int another() {
        if (fresh >>> CHUNK_SHIFT == chunks.length) {
            ByteBuffer[] more = Arrays.copyOf(chunks, chunks.length + 1);
            more[chunks.length] = arena.allocate((long) CHUNK_BLOCKS * BLOCK_BYTES, Long.BYTES)
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);
            chunks = more;
        }
        return fresh++;
    }
}
