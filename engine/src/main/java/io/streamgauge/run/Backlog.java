package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that requests take up which have ended and are not booked yet. It must not grow with the length of a run whose answers
 * come faster than their tokens are counted: above a limit nothing more begins. What is in flight goes on, and comes on top. Any
 * thread.
 */
final class Backlog {
    /** Enough for a burst of answers, in the smallest heap. */
    private static final long LEAST_BYTES = 8L << 20;

    /** Which part of the heap it may take. */
    private static final int SHARE_OF_HEAP = 8;

    private final long mostBytes;
    private final Clock clock;
    private final AtomicLong bytes = new AtomicLong();

    private volatile boolean awaited;
    // What follows is guarded by this.
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;
    private int pauses;
    private long sinceNanos;
    private long pausedNanos;

    Backlog(long mostBytes, Clock clock) {
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    /** One that the heap of this process has room for. */
    static Backlog ofHeap(Clock clock) {
        return new Backlog(Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP), clock);
    }

    void add(long count) {
        bytes.addAndGet(count);
    }

    void remove(long count) {
        bytes.addAndGet(-count);
        if (awaited && !isOver()) {
            goOn();
        }
    }

    private boolean isOver() {
        return bytes.get() > mostBytes;
    }

    /** @param whenRoom run once there is room, where there is none */
    boolean isFull(Runnable whenRoom) {
        return isOver() && waits(whenRoom);
    }

    private synchronized boolean waits(Runnable whenRoom) {
        // Said before the bytes are looked at again, and read after they were changed: one of the two threads sees the
        // other.
        awaited = true;
        if (open || !isOver()) {
            awaited = !waiting.isEmpty();
            return false;
        }
        if (waiting.isEmpty()) {
            pauses++;
            sinceNanos = clock.nanos();
        }
        waiting.add(whenRoom);
        return true;
    }

    /** Nothing is booked any more, and nobody shall wait for it. */
    void open() {
        synchronized (this) {
            open = true;
        }
        goOn();
    }

    private void goOn() {
        List<Runnable> going;
        synchronized (this) {
            if (!waiting.isEmpty()) {
                pausedNanos += clock.nanos() - sinceNanos;
            }
            going = List.copyOf(waiting);
            waiting.clear();
            awaited = false;
        }
        going.forEach(Runnable::run);
    }

    /** What a reader of the results should know of it. */
    synchronized Optional<String> note() {
        return pauses == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "answers came faster than their tokens could be counted: for %.3f s in all (%d times) nothing was begun,"
                                + " while more than %d MB of them waited; a larger heap lets more wait"
                                + " (STREAMGAUGE_JAVA_OPTS=-Xmx4g)",
                        pausedNanos / 1e9,
                        pauses,
                        mostBytes >> 20));
    }
}
