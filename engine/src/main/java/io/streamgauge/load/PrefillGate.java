package io.streamgauge.load;

import io.streamgauge.http.Flight;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Lets only so many requests of a loop wait for their first token; the others start in their order when one has it, or has ended
 * without. Belongs to its loop. What it costs, it costs once a request.
 */
final class PrefillGate {
    private final int index;
    private final int gates;
    private final int most;
    private final long rampNanos;

    private final Set<Flight> inside = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private int free;
    private boolean letting;

    /**
     * @param index which of the phase's gates this is; places are dealt to them in turn
     * @param most requests inside all of them at once
     * @param rampNanos over how long the places are opened, one after the other
     */
    PrefillGate(int index, int gates, int most, long rampNanos) {
        this.index = index;
        this.gates = gates;
        this.most = most;
        this.rampNanos = rampNanos;
    }

    void begin(LoopShare share) {
        for (int place = index; place < most; place += gates) {
            long delayNanos = (long) ((double) rampNanos * place / most);
            if (delayNanos == 0) {
                free++;
            } else {
                share.later(this::open, delayNanos);
            }
        }
    }

    private void open() {
        free++;
        letIn();
    }

    /** Lets this in when there is a place, and it is its turn: at once, perhaps. It calls {@link #enter} or {@link #pass}. */
    void whenFree(Runnable start) {
        queue.add(start);
        letIn();
    }

    /** Takes the place that has just been left, before anybody else is let in. */
    void take() {
        free--;
    }

    /** This request has the place that was taken. */
    void enter(Flight flight) {
        inside.add(flight);
    }

    /** Nobody has the place that was taken. */
    void pass() {
        free++;
    }

    /** It has its first token, or has ended; it may have left before. */
    void leave(Flight flight) {
        if (inside.remove(flight)) {
            free++;
        }
    }

    /** Forgets who waits. */
    void close() {
        queue.clear();
    }

    /** What is let in may end at once, and so call this again: the loop below goes on then, and the stack stays flat. */
    void letIn() {
        if (letting) {
            return;
        }
        letting = true;
        while (free > 0 && !queue.isEmpty()) {
            free--;
            queue.remove().run();
        }
        letting = false;
    }
}
