package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the gaps that ended in each slice. They are gathered slice by slice, as many slices at a time as have few
 * enough gaps together to be held; of a slice that alone has more, none is held.
 */
final class SliceGaps {
    private final List<RequestRecord> records;
    private final LongToIntFunction sliceAt;
    private final int mostHeld;
    /** Of each record the first and the last slice in which a gap ended. */
    private final int[] firstSlices;

    private final int[] lastSlices;
    private final long[] counts;
    private final @Nullable Statistics[] statistics;

    /**
     * @param records those with tokens
     * @param sliceAt the slice of a moment
     * @param mostHeld how many gaps may be held at a time
     */
    SliceGaps(List<RequestRecord> records, int slices, LongToIntFunction sliceAt, int mostHeld) {
        this.records = records;
        this.sliceAt = sliceAt;
        this.mostHeld = mostHeld;
        firstSlices = new int[records.size()];
        lastSlices = new int[records.size()];
        counts = new long[slices];
        statistics = new Statistics[slices];
    }

    /** Statistics for each slice, null where no gap ended. */
    @Nullable
    Statistics[] statistics() {
        count();
        int from = 0;
        while (from < counts.length) {
            int to = from + 1;
            long sum = counts[from];
            if (sum > mostHeld) {
                int slice = from;
                statistics[slice] = Distribution.of(action -> pick(slice, action))
                        .statistics(Metric.INTER_CHUNK_LATENCY.unit().scale());
            } else {
                while (to < counts.length && sum + counts[to] <= mostHeld) {
                    sum += counts[to++];
                }
                gather(from, to);
            }
            from = to;
        }
        return statistics;
    }

    private void count() {
        Arrays.fill(firstSlices, Integer.MAX_VALUE);
        Arrays.fill(lastSlices, -1);
        for (int i = 0; i < firstSlices.length; i++) {
            int index = i;
            // Not those of the first and the last token: a stamp may go back.
            forEach(records.get(i), (slice, gap) -> {
                counts[slice]++;
                firstSlices[index] = Math.min(firstSlices[index], slice);
                lastSlices[index] = Math.max(lastSlices[index], slice);
            });
        }
    }

    private void gather(int from, int to) {
        var held = new double[to - from][];
        var filled = new int[to - from];
        Arrays.setAll(held, i -> new double[(int) counts[from + i]]);
        overlapping(from, to, (slice, gap) -> {
            if (slice >= from && slice < to) {
                held[slice - from][filled[slice - from]++] = gap;
            }
        });
        for (int i = 0; i < held.length; i++) {
            if (held[i].length > 0) {
                statistics[from + i] =
                        Statistics.of(held[i], Metric.INTER_CHUNK_LATENCY.unit().scale());
            }
        }
    }

    private void pick(int wanted, LongConsumer action) {
        overlapping(wanted, wanted + 1, (slice, gap) -> {
            if (slice == wanted) {
                action.accept(gap);
            }
        });
    }

    private interface GapAction {
        void accept(int slice, long gap);
    }

    /** Hands over all gaps of the records that may have one from slice {@code from} to before {@code to}. */
    private void overlapping(int from, int to, GapAction action) {
        for (int i = 0; i < firstSlices.length; i++) {
            if (firstSlices[i] < to && lastSlices[i] >= from) {
                forEach(records.get(i), action);
            }
        }
    }

    private void forEach(RequestRecord record, GapAction action) {
        record.tokenTimes().forEachGap((end, gap) -> action.accept(sliceAt.applyAsInt(end), gap));
    }
}
