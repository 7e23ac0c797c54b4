package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceGapsTest {
    private static final long SLICE_NANOS = 40_000_000;

    @ParameterizedTest(name = "{0} held at a time")
    @ValueSource(ints = {0, 60, 1_000, 1_000_000})
    void whatIsHeldAtATimeChangesNothing(int mostHeld) {
        var records = Summarizer.kept(Recordings.run(200, 30, 8), Subject.LLM);
        long start = records.getFirst().sentNanos();
        long end = records.stream()
                .mapToLong(record -> record.tokenTimes().last())
                .max()
                .orElseThrow();
        int slices = (int) ((end - start) / SLICE_NANOS) + 1;
        var exactButForRounding = RecursiveComparisonConfiguration.builder()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= Math.abs(a) * 1e-12 ? 0 : 1, Double.class)
                .build();
        assertThat(slices).isGreaterThan(4);
        assertThat(statistics(records, slices, start, mostHeld))
                .usingRecursiveFieldByFieldElementComparator(exactButForRounding)
                .containsExactly(byHand(records, slices, start));
    }

    /** A kernel stamp and one of this process may meet in a stream, the later one first. */
    @Test
    void aStampThatWentBackLosesNoGap() {
        long slice = SLICE_NANOS;
        var records = List.of(ok(0, 0, 4, 5 * slice, 3 * slice, 9 * slice, 7 * slice));
        assertThat(statistics(records, 10, 0, 1))
                .containsExactly(byHand(records, 10, 0))
                .filteredOn(statistics -> statistics != null)
                .hasSize(3);
    }

    private static @Nullable Statistics[] statistics(
            List<RequestRecord> records, int slices, long start, int mostHeld) {
        return new SliceGaps(records, slices, nanos -> (int) ((nanos - start) / SLICE_NANOS), mostHeld).statistics();
    }

    private static @Nullable Statistics[] byHand(List<RequestRecord> records, int slices, long start) {
        var statistics = new Statistics[slices];
        for (int slice = 0; slice < slices; slice++) {
            var gaps = new ArrayList<Double>();
            for (var record : records) {
                long[] times = record.tokenTimes().toArray();
                for (int i = 1; i < times.length; i++) {
                    if ((times[i] - start) / SLICE_NANOS == slice) {
                        gaps.add((double) (times[i] - times[i - 1]));
                    }
                }
            }
            if (!gaps.isEmpty()) {
                statistics[slice] = Statistics.of(
                        gaps.stream().mapToDouble(Double::doubleValue).toArray(), 1e-6);
            }
        }
        return statistics;
    }
}
