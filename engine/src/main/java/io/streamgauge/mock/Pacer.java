package io.streamgauge.mock;

import io.netty.channel.EventLoop;
import io.streamgauge.clock.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fires what is due on one event loop, in order of deadline. A heap and a single wake-up at the earliest deadline, where a timer of
 * the loop for each token would cost an object and a queue operation more. Event-loop thread only; firing allocates nothing but the
 * loop's own timer, once per wake-up.
 */
final class Pacer implements Runnable {
    /** Something with a deadline. */
    interface Paced {
        /** Called once for each time it was scheduled, at the deadline or soon after. */
        void fire(long dueNanos);
    }

    /** After so many firings in a row the loop reads its sockets before going on. */
    private static final int MOST_FIRINGS = 1_024;

    private static final long NEVER = Long.MAX_VALUE;

    private final EventLoop loop;
    private final Clock clock;
    private long[] dueNanos = new long[64];
    private @Nullable Paced[] tasks = new @Nullable Paced[64];
    private int size;
    private long wakeNanos = NEVER;
    private @Nullable Future<?> wake;

    Pacer(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** Fires the task at this monotonic time; a time that has passed means as soon as possible. */
    void at(long due, Paced task) {
        if (size == tasks.length) {
            dueNanos = Arrays.copyOf(dueNanos, size * 2);
            tasks = Arrays.copyOf(tasks, size * 2);
        }
        siftUp(size++, due, task);
        if (due < wakeNanos) {
            wakeAt(due);
        }
    }

    @Override
    public void run() {
        wake = null;
        // While firing, new deadlines are found by the loop below and need no wake-up of their own.
        wakeNanos = Long.MIN_VALUE;
        for (var fired = 0; fired < MOST_FIRINGS && size > 0 && dueNanos[0] - clock.nanos() <= 0; fired++) {
            var due = dueNanos[0];
            removeFirst().fire(due);
        }
        wakeNanos = NEVER;
        if (size > 0) {
            wakeAt(dueNanos[0]);
        }
    }

    private void wakeAt(long due) {
        wakeNanos = due;
        if (wake != null) {
            wake.cancel(false);
        }
        wake = loop.schedule(this, Math.max(0, due - clock.nanos()), TimeUnit.NANOSECONDS);
    }

    private Paced removeFirst() {
        var first = Objects.requireNonNull(tasks[0]);
        size--;
        var last = Objects.requireNonNull(tasks[size]);
        tasks[size] = null;
        if (size > 0) {
            siftDown(dueNanos[size], last);
        }
        return first;
    }

    private void siftUp(int from, long due, Paced task) {
        var at = from;
        while (at > 0) {
            var parent = (at - 1) >>> 1;
            if (dueNanos[parent] <= due) {
                break;
            }
            dueNanos[at] = dueNanos[parent];
            tasks[at] = tasks[parent];
            at = parent;
        }
        dueNanos[at] = due;
        tasks[at] = task;
    }

    private void siftDown(long due, Paced task) {
        var at = 0;
        for (var child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && dueNanos[child + 1] < dueNanos[child]) {
                child++;
            }
            if (due <= dueNanos[child]) {
                break;
            }
            dueNanos[at] = dueNanos[child];
            tasks[at] = tasks[child];
            at = child;
        }
        dueNanos[at] = due;
        tasks[at] = task;
    }
}
