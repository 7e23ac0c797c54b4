package io.streamgauge.profiler;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpLoop;

/** Asks a loop to run a task every {@value #PERIOD_NANOS} ns and tells how late it did. */
final class LoopLagProbe {
    private static final long PERIOD_NANOS = 10_000_000;

    private final HttpLoop loop;
    private final int index;
    private final Clock clock;
    private volatile boolean stopped;
    private long dueNanos;

    LoopLagProbe(HttpLoop loop, int index, Clock clock) {
        this.loop = loop;
        this.index = index;
        this.clock = clock;
    }

    void start() {
        loop.execute(this::next);
    }

    void stop() {
        stopped = true;
    }

    private void next() {
        if (!stopped) {
            dueNanos = clock.nanos() + PERIOD_NANOS;
            loop.schedule(this::tick, PERIOD_NANOS);
        }
    }

    private void tick() {
        LoopLagEvent event = new LoopLagEvent();
        event.loop = index;
        event.lag = Math.max(0, clock.nanos() - dueNanos);
        event.commit();
        next();
    }
}
