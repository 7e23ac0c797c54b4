package io.streamgauge.health;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.ThreadUsage;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.http.LoopCounters.Count;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What one loop did between {@link #begin} and {@link #end}, each called once. One thread. */
final class LoopGauge {
    private final HttpLoop loop;
    private final ThreadUsage thread;
    private final @Nullable LagProbe probe;
    private Reading from;
    private Reading to;
    private @Nullable Histogram lags;

    /** Counters and thread of a loop at one moment. */
    record Reading(
            ThreadUsage.Reading thread, long reads, long tokens, long coalesced, long fullReads, int clockSteps) {}

    LoopGauge(HttpLoop loop, Clock clock, boolean kernelStamps, long timerRoundingNanos) {
        this.loop = loop;
        CompletableFuture<ThreadUsage> usage = new CompletableFuture<>();
        loop.execute(() -> usage.complete(ThreadUsage.ofCurrent()));
        this.thread = usage.join();
        this.probe = kernelStamps ? null : new LagProbe(loop, clock, timerRoundingNanos);
        this.from = read();
        this.to = from;
    }

    void begin() {
        takeLags();
        if (probe != null) {
            probe.begin();
        }
        from = read();
        to = from;
    }

    void end() {
        to = read();
        thread.close();
        lags = takeLags();
        if (probe != null) {
            probe.end();
        }
    }

    private @Nullable Histogram takeLags() {
        return probe == null ? loop.takeReadDelays() : probe.take();
    }

    private Reading read() {
        return new Reading(
                thread.read(),
                loop.counters().get(Count.READS),
                loop.counters().get(Count.TOKENS),
                loop.counters().get(Count.COALESCED),
                loop.counters().get(Count.FULL_READS),
                loop.clockSteps());
    }

    /** Token events so far. */
    long tokensNow() {
        return loop.counters().get(Count.TOKENS);
    }

    /** The difference between both ends. */
    Reading between() {
        return new Reading(
                new ThreadUsage.Reading(
                        to.thread.cpuNanos() - from.thread.cpuNanos(), to.thread.waitNanos() - from.thread.waitNanos()),
                to.reads - from.reads,
                to.tokens - from.tokens,
                to.coalesced - from.coalesced,
                to.fullReads - from.fullReads,
                to.clockSteps - from.clockSteps);
    }

    void addLagsTo(Histogram sum) {
        if (lags != null) {
            sum.add(lags);
        }
    }
}
