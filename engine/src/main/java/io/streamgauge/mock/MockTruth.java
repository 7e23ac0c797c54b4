package io.streamgauge.mock;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What the server truly did, request by request, for whoever wants to know how well a client saw it. Any thread. */
public final class MockTruth {
    private final long mostStamps;
    private final List<LoopMeters> meters;
    private final Faults faults;
    private final ArrayDeque<RequestTruth> finished = new ArrayDeque<>();
    private long stamps;
    private long forgotten;

    MockTruth(long mostStamps, List<LoopMeters> meters, Faults faults) {
        this.mostStamps = mostStamps;
        this.meters = meters;
        this.faults = faults;
    }

    /** The answers that have ended, oldest first. */
    public synchronized List<RequestTruth> finished() {
        return new ArrayList<>(finished);
    }

    /** How many ended answers are no longer held because the limit on write stamps was reached. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** By how many nanoseconds all writes of token events so far missed their deadlines. */
    public Histogram latenessNanos() {
        var sum = new Histogram(LoopMeters.MOST_LATENESS_NANOS, 3);
        meters.forEach(loop -> loop.addLatenessTo(sum));
        return sum;
    }

    /** How many requests or connections each kind of fault befell so far; kinds that befell none are left out. */
    public Map<FaultKind, Long> injected() {
        return faults.injected();
    }

    /** Writes one JSON object per ended answer and line. */
    void writeJsonLines(Writer out) throws IOException {
        for (var truth : finished()) {
            out.write(truth.toJson());
            out.write('\n');
        }
    }

    synchronized void add(RequestTruth truth) {
        finished.addLast(truth);
        stamps += truth.events();
        while (stamps > mostStamps && !finished.isEmpty()) {
            stamps -= finished.removeFirst().events();
            forgotten++;
        }
    }
}
