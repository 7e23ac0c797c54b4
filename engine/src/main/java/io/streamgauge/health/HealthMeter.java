package io.streamgauge.health;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.Host;
import io.streamgauge.clock.ProcessUsage;
import io.streamgauge.clock.StolenTime;
import io.streamgauge.http.HttpClient;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.Stamp;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Measures the client from {@link #begin} to {@link #end} of the measured phase. One thread. */
public final class HealthMeter {
    private static final long LONGEST_LAG_NANOS = 60_000_000_000L;
    private static final long NIO_TIMER_NANOS = 1_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final HttpClient client;
    private final Clock clock;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final List<LoopGauge> loops;
    private final Watch watch;
    private Reading from;
    private Reading to;

    private record Reading(long nanos, long cpuNanos, long collections, long collectionMillis, StolenTime stolenTime) {}

    public HealthMeter(HttpClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
        boolean kernel = client.stamp() == Stamp.KERNEL;
        long rounding = client.transport().equals("nio") ? NIO_TIMER_NANOS : 0;
        loops = client.loops().stream()
                .map(loop -> new LoopGauge(loop, clock, kernel, rounding))
                .toList();
        watch = new Watch(clock, this::tokensNow, this::collectionMillis);
        from = read();
        to = from;
    }

    /** The measured phase begins; once. */
    public void begin() {
        loops.forEach(LoopGauge::begin);
        watch.begin();
        from = read();
        to = from;
    }

    /** The measured phase is over; once. */
    public void end() {
        to = read();
        loops.forEach(LoopGauge::end);
        watch.end();
    }

    /** What happened between the two, weighed against what the run measured. */
    public ClientHealth health(Summary summary) {
        ClientHealth.Cost cost = cost();
        ClientHealth.Reading reading = reading();
        ClientHealth.Lateness lateness = lateness();
        ClientHealth.Surroundings around = new ClientHealth.Surroundings(
                Host.here(), to.stolenTime.shareSince(from.stolenTime), watch.stillNanos(), watch.standstills());
        return new ClientHealth(
                cost, reading, lateness, around, Verdict.of(cost, reading, lateness, around, gapNanos(summary)));
    }

    /** Where most events came together the median gap is 0, and the mean one of each request stands in for it. */
    static double gapNanos(Summary summary) {
        return Stream.of(Metric.INTER_CHUNK_LATENCY, Metric.INTER_TOKEN_LATENCY, Metric.REQUEST_LATENCY)
                .map(summary::distribution)
                .mapToDouble(gaps -> gaps == null ? 0 : gaps.p50() * NANOS_PER_MILLI)
                .filter(gap -> gap > 0)
                .findFirst()
                .orElse(0);
    }

    private ClientHealth.Cost cost() {
        long wall = to.nanos - from.nanos;
        long busiest = 0;
        long waited = 0;
        for (LoopGauge loop : loops) {
            if (loop.between().thread().cpuNanos() >= busiest) {
                busiest = loop.between().thread().cpuNanos();
                waited = loop.between().thread().waitNanos();
            }
        }
        return new ClientHealth.Cost(
                wall,
                to.cpuNanos - from.cpuNanos,
                watch.steadyCpuNanosPerToken(),
                ProcessUsage.cpuNanos(),
                ProcessUsage.peakRssBytes(),
                to.collections - from.collections,
                to.collectionMillis - from.collectionMillis,
                wall == 0 ? 0 : (double) busiest / wall,
                waited);
    }

    private ClientHealth.Reading reading() {
        long reads = 0;
        long tokens = 0;
        long coalesced = 0;
        long full = 0;
        for (LoopGauge loop : loops) {
            LoopGauge.Reading between = loop.between();
            reads += between.reads();
            tokens += between.tokens();
            coalesced += between.coalesced();
            full += between.fullReads();
        }
        return new ClientHealth.Reading(reads, tokens, coalesced, full);
    }

    private ClientHealth.Lateness lateness() {
        Histogram lags = new Histogram(LONGEST_LAG_NANOS, 2);
        int steps = 0;
        for (LoopGauge loop : loops) {
            loop.addLagsTo(lags);
            steps += loop.between().clockSteps();
        }
        return new ClientHealth.Lateness(
                client.stamp(),
                client.whyUserStamps(),
                client.transport(),
                lags.getTotalCount() == 0 ? 0 : lags.getValueAtPercentile(50),
                lags.getTotalCount() == 0 ? 0 : lags.getValueAtPercentile(99),
                lags.getTotalCount() == 0 ? 0 : lags.getMaxValue(),
                steps);
    }

    private long tokensNow() {
        return loops.stream().mapToLong(LoopGauge::tokensNow).sum();
    }

    private long collectionMillis() {
        return collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
                .sum();
    }

    private Reading read() {
        long collections = collectors.stream()
                .mapToLong(collector -> Math.max(0, collector.getCollectionCount()))
                .sum();
        return new Reading(clock.nanos(), ProcessUsage.cpuNanos(), collections, collectionMillis(), StolenTime.now());
    }
}
