package io.streamgauge.mock;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** What one event loop counts: written on that loop, read anywhere. Counting allocates nothing. */
final class LoopMeters {
    /** The longest lateness told apart from longer ones. */
    static final long MOST_LATENESS_NANOS = 60_000_000_000L;

    final BucketHistogram timeToFirstToken = new BucketHistogram(
            0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160);
    final BucketHistogram interTokenLatency = new BucketHistogram(
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 10);
    final BucketHistogram requestLatency = new BucketHistogram(
            0.01, 0.05, 0.1, 0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240);
    final BucketHistogram queueTime = new BucketHistogram(0.001, 0.01, 0.1, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60);

    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong generationTokens = new AtomicLong();
    private final AtomicLong stopped = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final SingleWriterRecorder lateness = new SingleWriterRecorder(MOST_LATENESS_NANOS, 3);
    private final Histogram latenessSoFar = new Histogram(MOST_LATENESS_NANOS, 3);

    void admitted(Generation generation, long queuedNanos) {
        add(promptTokens, generation.promptTokens());
        queueTime.record(queuedNanos, 1);
    }

    void tokens(int count) {
        add(generationTokens, count);
    }

    void written(long latenessNanos) {
        lateness.recordValue(Math.clamp(latenessNanos, 0, MOST_LATENESS_NANOS));
    }

    void ended(Generation generation, RequestTruth.Outcome outcome, long latencyNanos) {
        if (outcome != RequestTruth.Outcome.FINISHED) {
            add(aborted, 1);
            return;
        }
        add(generation.finishReason().equals("length") ? cut : stopped, 1);
        requestLatency.record(latencyNanos, 1);
    }

    long promptTokens() {
        return promptTokens.get();
    }

    long generationTokens() {
        return generationTokens.get();
    }

    long finished(String reason) {
        return switch (reason) {
            case "length" -> cut.get();
            case "stop" -> stopped.get();
            default -> aborted.get();
        };
    }

    /** Adds all lateness so far to the histogram. */
    void addLatenessTo(Histogram sum) {
        synchronized (latenessSoFar) {
            latenessSoFar.add(lateness.getIntervalHistogram());
            sum.add(latenessSoFar);
        }
    }

    private static void add(AtomicLong counter, long count) {
        counter.lazySet(counter.getPlain() + count);
    }
}
