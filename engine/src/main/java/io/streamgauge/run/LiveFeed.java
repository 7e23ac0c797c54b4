package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.clock.ProcessUsage;
import io.streamgauge.http.Flight;
import io.streamgauge.http.HttpLoop;
import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.load.LoadDriver;
import io.streamgauge.load.StreamLook;
import io.streamgauge.record.Status;
import io.streamgauge.report.LiveSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Follows a run for the live view. Loops tell it of requests that ended; once in a while it asks them how far the streams in
 * flight are, and makes all else from the difference. Nothing is done for a token.
 */
final class LiveFeed {
    /** More kinds of error than these are not told apart. */
    private static final int MAX_KINDS = 50;

    private final List<HttpLoop> loops;
    private final Clock clock;

    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<StreamLook.Stream> ended = new ConcurrentLinkedQueue<>();

    /** Whether anyone looks; what nobody would fetch is not kept. */
    private volatile boolean watched;

    // What follows belongs to the thread that looks.
    private final StreamProgress streams = new StreamProgress();
    private @Nullable LoadDriver driver;
    private LivePhase phase = LivePhase.NONE;
    private long lastNanos;
    private long lastTokens;
    private long lastCpuNanos;
    private long phaseTokens;
    private long phaseDone;
    private long phaseFailed;
    private final List<Double> rates = new ArrayList<>();

    LiveFeed(List<HttpLoop> loops, Clock clock) {
        this.loops = List.copyOf(loops);
        this.clock = clock;
    }

    /** Whose requests these are. */
    synchronized void follow(LoadDriver loads) {
        driver = loads;
    }

    /** A request has ended; on its loop, before it is booked. */
    void ended(Flight flight) {
        if (watched) {
            ended.add(StreamLook.Stream.of(flight));
        }
        if (flight.status() == Status.OK) {
            done.increment();
            return;
        }
        failed.increment();
        String kind = kind(flight);
        if (errors.containsKey(kind) || errors.size() < MAX_KINDS) {
            errors.computeIfAbsent(kind, key -> new LongAdder()).increment();
        }
    }

    private static String kind(Flight flight) {
        String error = flight.error();
        return flight.status().told(flight.httpStatus(), error == null ? "" : error);
    }

    /** Requests of a phase start now. */
    synchronized void begin(LivePhase next) {
        phase = next;
        lastNanos = next.startNanos();
        lastTokens = tokens();
        phaseTokens = lastTokens;
        phaseDone = done.sum();
        phaseFailed = failed.sum();
        lastCpuNanos = ProcessUsage.cpuNanos();
        errors.clear();
        rates.clear();
        streams.forgetPast();
    }

    /** The run as it is now. */
    synchronized LiveSnapshot look() throws InterruptedException {
        watched = true;
        LoadDriver loads = driver;
        StreamLook look = loads == null ? StreamLook.NOTHING : loads.look();
        streams.take(look.streams(), drain());
        long now = clock.nanos();
        double seconds = Math.max(1e-3, (now - lastNanos) / 1e9);
        double elapsed = Math.max(1e-3, (now - phase.startNanos()) / 1e9);
        long tokens = tokens();
        long cpu = ProcessUsage.cpuNanos();
        double rate = (tokens - lastTokens) / seconds;
        Past.add(rates, rate);
        double cores = (cpu - lastCpuNanos) / 1e9 / seconds;
        lastNanos = now;
        lastTokens = tokens;
        lastCpuNanos = cpu;
        long ok = done.sum() - phaseDone;
        long bad = failed.sum() - phaseFailed;
        boolean stopping = loads != null && loads.isStopped();
        double progress = stopping ? Double.NaN : phase.progress(ok + bad, elapsed);
        // Of the requests in flight about half is done: what the time so far has brought is more than those that are
        // over.
        double pace = phase.progress(ok + bad + look.streams().size() / 2, elapsed);
        return new LiveSnapshot(
                stopping ? "stopping" : phase.name(),
                elapsed,
                progress > 0 ? elapsed / pace - elapsed : Double.NaN,
                progress,
                ok,
                bad,
                look.streams().size(),
                phase.planned(),
                new LiveSnapshot.Rate(rate, (tokens - phaseTokens) / elapsed, rates),
                streams.firstTokens(),
                streams.gaps(),
                look.lagNanos() / 1e6,
                cores,
                errorLines());
    }

    private List<StreamLook.Stream> drain() {
        List<StreamLook.Stream> over = new ArrayList<>();
        for (StreamLook.Stream stream = ended.poll(); stream != null; stream = ended.poll()) {
            over.add(stream);
        }
        return over;
    }

    private long tokens() {
        return loops.stream()
                .mapToLong(loop -> loop.counters().get(Count.TOKENS))
                .sum();
    }

    private List<String> errorLines() {
        return errors.entrySet().stream()
                .sorted(Map.Entry.<String, LongAdder>comparingByValue(Comparator.comparingLong(LongAdder::sum))
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getValue().sum() + " x " + entry.getKey())
                .toList();
    }
}
