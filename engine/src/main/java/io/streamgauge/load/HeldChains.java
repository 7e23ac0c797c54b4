package io.streamgauge.load;

import io.streamgauge.http.HttpLoop;
import java.util.ArrayDeque;

/** Chains of a share that were to begin while the sink was full, in their order. On the share's loop. */
final class HeldChains {
    private final HttpLoop loop;
    private final FlightSink sink;
    private final Start start;
    private final Runnable whenRoom = this::roomAgain;
    private final ArrayDeque<Held> held = new ArrayDeque<>();

    private record Held(int chain, long dueNanos) {}

    /** What begins a chain. */
    @FunctionalInterface
    interface Start {
        void start(int chain, long dueNanos);
    }

    HeldChains(HttpLoop loop, FlightSink sink, Start start) {
        this.loop = loop;
        this.sink = sink;
        this.start = start;
    }

    /** Begins a chain now, or behind those that wait for room already. */
    void start(int chain, long dueNanos) {
        if (held.isEmpty() && !sink.isFull(whenRoom)) {
            start.start(chain, dueNanos);
        } else {
            held.add(new Held(chain, dueNanos));
        }
    }

    private void roomAgain() {
        loop.execute(() -> {
            while (!held.isEmpty() && !sink.isFull(whenRoom)) {
                Held next = held.remove();
                start.start(next.chain(), next.dueNanos());
            }
        });
    }

    int size() {
        return held.size();
    }

    /** None of them begins any more. */
    void clear() {
        held.clear();
    }
}
