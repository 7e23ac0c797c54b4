package io.streamgauge.health;

import io.streamgauge.clock.Clock;
import io.streamgauge.http.HttpLoop;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late a loop's timers are: a stand-in for how late it reads, where no kernel stamp tells. Ticks on the loop from
 * {@link #begin} to {@link #end}; any thread may call these two and {@link #take}.
 */
final class LagProbe {
    private static final long PERIOD_NANOS = 10_000_000;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final HttpLoop loop;
    private final Clock clock;
    /** Timers of some transports count in whole milliseconds, rounded up: so much is no lag. */
    private final long roundingNanos;

    private final SingleWriterRecorder lags = new SingleWriterRecorder(LONGEST_NANOS, 2);
    private volatile boolean on;
    private long dueNanos;

    LagProbe(HttpLoop loop, Clock clock, long roundingNanos) {
        this.loop = loop;
        this.clock = clock;
        this.roundingNanos = roundingNanos;
    }

    void begin() {
        on = true;
        loop.execute(this::next);
    }

    void end() {
        on = false;
    }

    /** The lags since the last call, in nanoseconds. */
    Histogram take() {
        return lags.getIntervalHistogram();
    }

    private void next() {
        dueNanos = clock.nanos() + PERIOD_NANOS;
        loop.schedule(this::tick, PERIOD_NANOS);
    }

    private void tick() {
        if (on) {
            lags.recordValue(Math.clamp(clock.nanos() - dueNanos - roundingNanos, 0, LONGEST_NANOS));
            next();
        }
    }
}
