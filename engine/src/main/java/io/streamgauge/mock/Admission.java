package io.streamgauge.mock;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Lets so many answers be generated at a time; the rest wait in the order they came. Any thread. */
final class Admission {
    private final int most;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int active;

    /**
     * @param most answers at a time, 0 for no limit
     */
    Admission(int most) {
        this.most = most;
    }

    /** Runs the start now, or when an earlier answer {@link #leave leaves}, then on the thread of the one that left. */
    void enter(Runnable start) {
        synchronized (this) {
            if (most > 0 && active >= most) {
                waiting.addLast(start);
                return;
            }
            active++;
        }
        start.run();
    }

    /** Gives the place of an answer that has ended to the next. */
    void leave() {
        var next = next();
        if (next != null) {
            next.run();
        }
    }

    synchronized int active() {
        return active;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized @Nullable Runnable next() {
        var next = waiting.pollFirst();
        if (next == null) {
            active--;
        }
        return next;
    }
}
