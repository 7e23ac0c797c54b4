package io.streamgauge.mock;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What the server truly did, request by request, for whoever wants to know how well a client saw it. Any thread. */
public final class MockTruth {
    private static final long LONGEST_LATENESS_NANOS = 60_000_000_000L;

    private final long mostStamps;
    private final ArrayDeque<RequestTruth> finished = new ArrayDeque<>();
    private final Histogram lateness = new Histogram(1, LONGEST_LATENESS_NANOS, 3);
    private long stamps;
    private long forgotten;

    MockTruth(long mostStamps) {
        this.mostStamps = mostStamps;
    }

    /** The answers that have ended, oldest first. */
    public synchronized List<RequestTruth> finished() {
        return new ArrayList<>(finished);
    }

    /** How many ended answers are no longer held because the limit on write stamps was reached. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** By how many nanoseconds the writes of ended answers missed their deadlines; a copy. */
    public synchronized Histogram latenessNanos() {
        return lateness.copy();
    }

    /** Writes one JSON object per ended answer and line. */
    void writeJsonLines(Writer out) throws IOException {
        for (var truth : finished()) {
            out.write(truth.toJson());
            out.write('\n');
        }
    }

    synchronized void add(RequestTruth truth, long[] latenessNanos) {
        for (var i = 0; i < truth.events(); i++) {
            lateness.recordValue(Math.clamp(latenessNanos[i], 0, LONGEST_LATENESS_NANOS));
        }
        finished.addLast(truth);
        stamps += truth.events();
        while (stamps > mostStamps && !finished.isEmpty()) {
            stamps -= finished.removeFirst().events();
            forgotten++;
        }
    }
}
