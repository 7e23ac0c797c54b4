package io.streamgauge.tokenizer;

import io.streamgauge.tokenizer.ffi.tokenizers_h;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A native tokenizer and the number of calls using it. Closing refuses new calls at once; the memory goes with the last call
 * that is still running, so no thread ever reads a freed tokenizer and closing never waits.
 */
final class NativeHandle {
    /** The sign of the count says that the handle is closed. */
    private static final long CLOSED = Long.MIN_VALUE;

    private final MemorySegment address;
    private final ScratchPool scratches;
    private final AtomicLong users = new AtomicLong();

    NativeHandle(MemorySegment address, ScratchPool scratches) {
        this.address = address;
        this.scratches = scratches;
    }

    /** The tokenizer, which stays until the matching {@link #release}; throws {@link IllegalStateException} after closing. */
    MemorySegment acquire() {
        while (true) {
            long now = users.get();
            if (now < 0) {
                throw new IllegalStateException("the tokenizer is closed");
            }
            if (users.compareAndSet(now, now + 1)) {
                return address;
            }
        }
    }

    void release() {
        if (users.decrementAndGet() == CLOSED) {
            free();
        }
    }

    void close() {
        if (users.getAndUpdate(now -> now | CLOSED) == 0) {
            free();
        }
    }

    private void free() {
        tokenizers_h.tokenizers_free(address);
        scratches.close();
    }
}
