package io.streamgauge.health;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.ProcessUsage;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.http.LoopCounters.Count;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Reads what the client costs at the begin and the end of the measured phase. One thread. */
public final class HealthMeter {
    private final List<HttpLoop> loops;
    private final Clock clock;
    private Reading begin;
    private Reading end;

    private record Reading(
            long nanos,
            long cpuNanos,
            long collections,
            long collectionMillis,
            long reads,
            long tokens,
            long fullReads) {}

    public HealthMeter(List<HttpLoop> loops, Clock clock) {
        this.loops = List.copyOf(loops);
        this.clock = clock;
        begin = read();
        end = begin;
    }

    /** The measured phase begins. */
    public void begin() {
        begin = read();
        end = begin;
    }

    /** The measured phase is over. */
    public void end() {
        end = read();
    }

    /** What happened between the two. */
    public ClientHealth health() {
        return new ClientHealth(
                end.nanos - begin.nanos,
                end.cpuNanos - begin.cpuNanos,
                ProcessUsage.cpuNanos(),
                ProcessUsage.peakRssBytes(),
                end.collections - begin.collections,
                end.collectionMillis - begin.collectionMillis,
                end.reads - begin.reads,
                end.tokens - begin.tokens,
                end.fullReads - begin.fullReads);
    }

    private Reading read() {
        long collections = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new Reading(
                clock.nanos(),
                ProcessUsage.cpuNanos(),
                collections,
                millis,
                sum(Count.READS),
                sum(Count.TOKENS),
                sum(Count.FULL_READS));
    }

    private long sum(Count count) {
        return loops.stream().mapToLong(loop -> loop.counters().get(count)).sum();
    }
}
