package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.failed;
import static io.streamgauge.metrics.Recordings.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.record.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSlicesTest {
    @Test
    void countsEachThingWhereItHappened() {
        // Slices of 100 from 1_000; request 0 has two tokens an event.
        var slices = TimeSlices.of(
                List.of(
                        ok(0, 1_000, 6, 1_050, 1_110, 1_230),
                        ok(1, 1_120, 2, 1_150, 1_160),
                        failed(2, 1_010, Status.TIMEOUT, 0, "x")),
                1_000,
                100,
                Subject.LLM);
        assertThat(slices).hasSize(3);
        assertThat(slices).extracting(Slice::sent).containsExactly(2L, 1L, 0L);
        assertThat(slices).extracting(Slice::finished).containsExactly(0L, 1L, 1L);
        // The failure is known at 1_087.
        assertThat(slices).extracting(Slice::failed).containsExactly(1L, 0L, 0L);
        assertThat(slices).extracting(Slice::inFlight).containsExactly(1L, 1L, 0L);
        assertThat(slices).extracting(Slice::outputTokens).containsExactly(2.0, 4.0, 2.0);
        assertThat(slices).extracting(Slice::toNanos).containsExactly(100L, 200L, 230L);
        assertThat(slices.get(2).tokensPerSecond()).isCloseTo(2 / 30e-9, within(1e-3));
        assertThat(slices.get(0).distributions()).containsOnlyKeys(Metric.TIME_TO_FIRST_TOKEN);
        assertThat(slices.get(1).distributions().get(Metric.INTER_CHUNK_LATENCY))
                .isEqualTo(Statistics.of(new double[] {60, 10}, 1e-6));
        assertThat(slices.get(2).distributions().get(Metric.REQUEST_LATENCY))
                .isEqualTo(Statistics.of(new double[] {230}, 1e-6));
    }

    @Test
    void slicesAddUpToTheRun() {
        var records = Recordings.run(200, 30, 8);
        var slices = TimeSlices.of(records, records.getFirst().sentNanos(), 50_000_000, Subject.LLM);
        assertThat(slices.stream().mapToLong(Slice::sent).sum()).isEqualTo(200);
        assertThat(slices.stream().mapToLong(Slice::failed).sum()).isEqualTo(10);
        assertThat(slices.stream().mapToLong(Slice::finished).sum()).isEqualTo(190);
        assertThat(slices.getLast().inFlight()).isZero();
        double tokens = Summarizer.kept(records, Subject.LLM).stream()
                        .mapToLong(record -> record.osl())
                        .sum()
                + records.stream().limit(4).mapToLong(record -> record.osl()).sum();
        assertThat(slices.stream().mapToDouble(Slice::outputTokens).sum()).isCloseTo(tokens, within(1e-6));
    }

    /** An embedding has no token; for a model that writes, an answer without any is none. */
    @Test
    void answersWithoutTextFinishWhereNoneIsAskedFor() {
        var records = List.of(ok(0, 1_000, 0), ok(1, 1_000, 1, 1_050));

        var slice = TimeSlices.of(records, 1_000, 2_000, Subject.EMBEDDINGS).getFirst();

        assertThat(slice.finished()).isEqualTo(2);
        assertThat(slice.distributions()).containsKey(Metric.REQUEST_LATENCY);
        assertThat(TimeSlices.of(records, 1_000, 2_000, Subject.LLM).getFirst().finished())
                .isEqualTo(1);
    }

    @Test
    void refusesSlicesThatMakeNoSense() {
        var records = List.of(ok(0, 0, 1, 10_000_000_000L));
        assertThatThrownBy(() -> TimeSlices.of(records, 0, 0, Subject.LLM)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> TimeSlices.of(records, 0, 1_000, Subject.LLM)).hasMessageContaining("10000001 pieces");
        assertThat(TimeSlices.of(List.of(), 0, 1_000, Subject.LLM)).isEmpty();
    }
}
