package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Cuts a run into slices of equal length, by genai-perf's formulas. */
public final class TimeSlices {
    /** More slices than this are refused: nobody reads them. */
    public static final int MAX_SLICES = 100_000;

    private final long start;
    private final long end;
    private final long length;
    private final Bin[] bins;
    private final Subject subject;
    private final Formulas formulas = new Formulas.GenaiPerf();

    private TimeSlices(long start, long end, long length, int count, Subject subject) {
        this.subject = subject;
        this.start = start;
        this.end = end;
        this.length = length;
        bins = new Bin[count];
        Arrays.setAll(bins, index -> new Bin());
    }

    /**
     * The slices from {@code startNanos} to the last thing that happened to {@code records}; empty without records.
     *
     * @param records all of them count, of whatever phase
     * @param startNanos where the first slice begins; what came earlier counts in the first
     * @param subject says what a whole answer is
     * @throws IllegalArgumentException with one line for the user when the slices are too short
     */
    public static List<Slice> of(List<RequestRecord> records, long startNanos, long sliceNanos, Subject subject) {
        if (sliceNanos <= 0) {
            throw new IllegalArgumentException("slices need a length above 0, not " + sliceNanos + " ns");
        }
        if (records.isEmpty()) {
            return List.of();
        }
        long end = records.stream().mapToLong(TimeSlices::over).max().getAsLong();
        long count = Math.max(1, Math.ceilDiv(end - startNanos + 1, sliceNanos));
        if (count > MAX_SLICES) {
            throw new IllegalArgumentException("slices of " + sliceNanos / 1e9 + " s cut this run into " + count
                    + " pieces; at most " + MAX_SLICES + " make sense");
        }
        var slices = new TimeSlices(startNanos, end, sliceNanos, (int) count, subject);
        records.forEach(slices::add);
        return slices.finish();
    }

    private static boolean hasOutput(RequestRecord record) {
        return record.status() == Status.OK && record.tokenTimes().count() > 0;
    }

    /** When the request was over: with its last token, or when its end or failure was known. */
    private static long over(RequestRecord record) {
        if (hasOutput(record)) {
            return record.tokenTimes().last();
        }
        return record.endNanos() == RequestRecord.ABSENT ? record.sentNanos() : record.endNanos();
    }

    private Bin at(long nanos) {
        return bins[Math.clamp(Math.floorDiv(nanos - start, length), 0, bins.length - 1)];
    }

    private void add(RequestRecord record) {
        at(record.sentNanos()).sent++;
        var last = at(over(record));
        last.over++;
        if (record.status() != Status.OK) {
            last.failed++;
        }
        if (record.status() != Status.OK || !Summarizer.isFull(record, subject)) {
            return;
        }
        last.finished++;
        last.latencies.add(formulas.value(Metric.REQUEST_LATENCY, record));
        if (!hasOutput(record)) {
            return;
        }
        double interToken = formulas.interTokenLatency(record);
        if (!Double.isNaN(interToken)) {
            last.interToken.add(interToken);
        }
        long[] times = record.tokenTimes().toArray();
        at(times[0]).firstTokens.add((double) (times[0] - record.sentNanos()));
        double share = (double) record.osl() / times.length;
        for (int i = 0; i < times.length; i++) {
            var bin = at(times[i]);
            bin.tokens += share;
            if (i > 0) {
                bin.gaps.add((double) (times[i] - times[i - 1]));
            }
        }
    }

    private List<Slice> finish() {
        var slices = new ArrayList<Slice>(bins.length);
        long inFlight = 0;
        for (int i = 0; i < bins.length; i++) {
            var bin = bins[i];
            inFlight += bin.sent - bin.over;
            slices.add(new Slice(
                    i * length,
                    Math.min((i + 1) * length, Math.max(end - start, i * length)),
                    bin.sent,
                    bin.finished,
                    bin.failed,
                    inFlight,
                    bin.tokens,
                    bin.distributions()));
        }
        return slices;
    }

    /** What gathers in one slice. */
    private static final class Bin {
        private long sent;
        private long over;
        private long finished;
        private long failed;
        private double tokens;
        private final Values firstTokens = new Values();
        private final Values gaps = new Values();
        private final Values interToken = new Values();
        private final Values latencies = new Values();

        private Map<Metric, Statistics> distributions() {
            var distributions = new EnumMap<Metric, Statistics>(Metric.class);
            firstTokens.put(Metric.TIME_TO_FIRST_TOKEN, distributions);
            gaps.put(Metric.INTER_CHUNK_LATENCY, distributions);
            interToken.put(Metric.INTER_TOKEN_LATENCY, distributions);
            latencies.put(Metric.REQUEST_LATENCY, distributions);
            return Collections.unmodifiableMap(distributions);
        }
    }

    /** Growing list of plain numbers. */
    private static final class Values {
        private double[] values = new double[16];
        private int count;

        private void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        private void put(Metric metric, Map<Metric, Statistics> distributions) {
            if (count > 0) {
                distributions.put(
                        metric,
                        Statistics.of(
                                Arrays.copyOf(values, count), metric.unit().scale()));
            }
        }
    }
}
