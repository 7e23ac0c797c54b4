package io.streamgauge.record;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Collects the token times of a request in flight, off the heap. One thread at a time; a hand-over between threads needs
 * a happens-before edge, such as a queue.
 *
 * <p>{@link #append} is one bounds check and one store while capacity lasts, and doubles it when it does not. Outgrown
 * memory is freed by {@link #close} only, since freeing shared memory stops every thread for a moment; the waste is bound
 * by the final capacity.
 */
public final class TimelineBuilder implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final DeltaEncoder encoder = new DeltaEncoder();
    private MemorySegment times;
    private int capacity;
    private int count;

    /** Room for {@code expectedTokens} times before the first growth. */
    public TimelineBuilder(int expectedTokens) {
        if (expectedTokens < 0) {
            throw new IllegalArgumentException("expectedTokens must not be negative, was " + expectedTokens);
        }
        capacity = Math.max(16, expectedTokens);
        times = arena.allocate(ValueLayout.JAVA_LONG, capacity);
    }

    /** Adds one time; allocates nothing while {@link #capacity} lasts. */
    public void append(long nanos) {
        if (count == capacity) {
            grow();
        }
        times.setAtIndex(ValueLayout.JAVA_LONG, count++, nanos);
    }

    private void grow() {
        int doubled = Math.multiplyExact(capacity, 2);
        var larger = arena.allocate(ValueLayout.JAVA_LONG, doubled);
        MemorySegment.copy(times, 0, larger, 0, (long) count * Long.BYTES);
        times = larger;
        capacity = doubled;
    }

    /** Number of times held. */
    public int count() {
        return count;
    }

    /** Number of times that fit without growing. */
    public int capacity() {
        return capacity;
    }

    /** The time at {@code index}, below {@link #count}. */
    public long at(int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("token event " + index + " of " + count);
        }
        return times.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    /** Forgets all times and keeps the memory. */
    public void reset() {
        count = 0;
    }

    /** The times held, as an immutable value; independent of this builder. */
    public TokenTimes toTokenTimes() {
        for (int i = 0; i < count; i++) {
            encoder.add(times.getAtIndex(ValueLayout.JAVA_LONG, i));
        }
        return encoder.finish();
    }

    /** Frees the memory; the builder is of no use after it. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
