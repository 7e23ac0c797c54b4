package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Selection;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a run into slices of equal length, by genai-perf's formulas. */
public final class TimeSlices {
    /** More slices than this are refused: nobody reads them. */
    public static final int MAX_SLICES = 100_000;

    /** How many gaps are held at a time: 2 MB. */
    private static final int GAPS_HELD = 1 << 18;

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
        var gaps = new SliceGaps(Selection.of(records, TimeSlices::hasOutput), (int) count, slices::place, GAPS_HELD);
        return slices.finish(gaps.statistics());
    }

    private static boolean hasOutput(RequestRecord record) {
        return record.status() == Status.OK && record.tokenTimes().count() > 0;
    }

    /** When the request was over: with its last token, or when its end or failure was known. */
    static long over(RequestRecord record) {
        if (hasOutput(record)) {
            return record.tokenTimes().last();
        }
        return record.endNanos() == RequestRecord.ABSENT ? record.sentNanos() : record.endNanos();
    }

    private int place(long nanos) {
        return Math.clamp(Math.floorDiv(nanos - start, length), 0, bins.length - 1);
    }

    private Bin at(long nanos) {
        return bins[place(nanos)];
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
        var times = record.tokenTimes();
        at(times.first()).firstTokens.add((double) (times.first() - record.sentNanos()));
        double share = (double) record.osl() / times.count();
        times.forEach(time -> at(time).tokens += share);
    }

    private List<Slice> finish(@Nullable Statistics[] gaps) {
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
                    bin.distributions(gaps[i])));
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
        private final Values interToken = new Values();
        private final Values latencies = new Values();

        private Map<Metric, Statistics> distributions(@Nullable Statistics gaps) {
            var distributions = new EnumMap<Metric, Statistics>(Metric.class);
            firstTokens.put(Metric.TIME_TO_FIRST_TOKEN, distributions);
            if (gaps != null) {
                distributions.put(Metric.INTER_CHUNK_LATENCY, gaps);
            }
            interToken.put(Metric.INTER_TOKEN_LATENCY, distributions);
            latencies.put(Metric.REQUEST_LATENCY, distributions);
            return Collections.unmodifiableMap(distributions);
        }
    }

    /** Growing list of plain numbers. */
    private static final class Values {
        private static final int FIRST_ROOM = 16;

        private double[] values = {};
        private int count;

        private void add(double value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, Math.max(FIRST_ROOM, count * 2));
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
