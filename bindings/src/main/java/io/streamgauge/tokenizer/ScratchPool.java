package io.streamgauge.tokenizer;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Scratches waiting for their next call. A thread finds its last one in its slot, unless another thread of the same slot is
 * using it; then it gets a fresh one. Unlike a thread-local, the pool can be emptied by whoever closes the tokenizer.
 */
final class ScratchPool implements AutoCloseable {
    private static final int SLOTS = 64;
    /** What a rare large text needed is given back, rather than kept for each thread. */
    private static final long KEPT_BYTES = 4 << 20;

    private final AtomicReferenceArray<@Nullable Scratch> slots = new AtomicReferenceArray<>(SLOTS);

    Scratch take() {
        Scratch kept = slots.getAndSet(slot(), null);
        return kept != null ? kept : new Scratch();
    }

    void give(Scratch scratch) {
        if (scratch.sizeBytes() > KEPT_BYTES || !slots.compareAndSet(slot(), null, scratch)) {
            scratch.close();
        }
    }

    /** Frees what is waiting; called when no call is running any more. */
    @Override
    public void close() {
        for (int slot = 0; slot < SLOTS; slot++) {
            Scratch kept = slots.getAndSet(slot, null);
            if (kept != null) {
                kept.close();
            }
        }
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & (SLOTS - 1);
    }
}
