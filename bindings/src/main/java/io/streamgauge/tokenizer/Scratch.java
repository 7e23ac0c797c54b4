package io.streamgauge.tokenizer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Two growing off-heap buffers, one for what goes into a call and one for what comes out. Used by one thread at a time. */
final class Scratch implements AutoCloseable {
    private static final long FIRST_BYTES = 8 << 10;
    private static final long ALIGNMENT = 8;

    private Buffer input = Buffer.ofBytes(FIRST_BYTES);
    private Buffer output = Buffer.ofBytes(FIRST_BYTES);

    /** At least {@code bytes} for input; what it held is lost. */
    MemorySegment input(long bytes) {
        if (input.memory.byteSize() < bytes) {
            input.close();
            input = Buffer.ofBytes(grown(bytes));
        }
        return input.memory;
    }

    /** At least {@code bytes} for output; what it held is lost. */
    MemorySegment output(long bytes) {
        if (output.memory.byteSize() < bytes) {
            output.close();
            output = Buffer.ofBytes(grown(bytes));
        }
        return output.memory;
    }

    long sizeBytes() {
        return input.memory.byteSize() + output.memory.byteSize();
    }

    @Override
    public void close() {
        input.close();
        output.close();
    }

    private static long grown(long bytes) {
        return bytes + bytes / 2;
    }

    /** Shared, because the thread that closes the tokenizer need not be the one that counted. */
    private record Buffer(Arena arena, MemorySegment memory) {
        // The record closes it.
        @SuppressWarnings("MustBeClosedChecker")
        static Buffer ofBytes(long bytes) {
            Arena arena = Arena.ofShared();
            return new Buffer(arena, arena.allocate(bytes, ALIGNMENT));
        }

        void close() {
            arena.close();
        }
    }
}
