package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.failed;
import static io.streamgauge.metrics.Recordings.ok;
import static io.streamgauge.metrics.Recordings.warmup;
import static io.streamgauge.metrics.Recordings.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummarizerTest {
    private static final SummaryOptions STREAMING = SummaryOptions.ofStreaming();

    /**
     * Three requests of 100 input tokens. Times in ns:
     * 0: sent 1_000, tokens 21_000 26_000 32_000, osl 3: TTFT 20_000, TTST 5_000, latency 31_000, ITL 11_000/2 = 5_500.
     * 1: sent 2_000, tokens 32_000 42_001, osl 4 (several tokens in an event): TTFT 30_000, TTST 10_001, latency 40_001,
     *    ITL round(10_001/3 = 3333.67) = 3_334.
     * 2: sent 5_000, token 101_000, osl 1: TTFT = latency = 96_000; no TTST, no ITL.
     * Duration 101_000 - 1_000 = 100_000 ns.
     */
    private static final List<RequestRecord> THREE =
            List.of(ok(0, 1_000, 3, 21_000, 26_000, 32_000), ok(1, 2_000, 4, 32_000, 42_001), ok(2, 5_000, 1, 101_000));

    private static Statistics statistics(Summary summary, Metric metric) {
        return Objects.requireNonNull(summary.distribution(metric));
    }

    private static double total(Summary summary, Metric metric) {
        return Objects.requireNonNull(summary.total(metric));
    }

    @Test
    void followsGenaiPerfToTheNanosecond() {
        var summary = Summarizer.summarize(THREE, STREAMING);
        var ttft = statistics(summary, Metric.TIME_TO_FIRST_TOKEN);
        assertThat(ttft.count()).isEqualTo(3);
        assertThat(ttft.min()).isEqualTo(20_000 * 1e-6);
        assertThat(ttft.max()).isEqualTo(96_000 * 1e-6);
        assertThat(ttft.p50()).isEqualTo(30_000 * 1e-6);
        assertThat(ttft.avg()).isEqualTo(146_000 / 3.0 * 1e-6);
        // Virtual index 2 * 0.9 = 1.8: 96_000 - 66_000 * 0.2.
        assertThat(ttft.p90()).isEqualTo((96_000 - 66_000 * (1 - (2 * (90 / 100.0) - 1))) * 1e-6);

        var ttst = statistics(summary, Metric.TIME_TO_SECOND_TOKEN);
        assertThat(ttst.count()).isEqualTo(2);
        assertThat(ttst.avg()).isEqualTo(7_500.5 * 1e-6);

        var latency = statistics(summary, Metric.REQUEST_LATENCY);
        assertThat(latency.min()).isEqualTo(31_000 * 1e-6);
        assertThat(latency.p50()).isEqualTo(40_001 * 1e-6);
        assertThat(latency.max()).isEqualTo(96_000 * 1e-6);

        var itl = statistics(summary, Metric.INTER_TOKEN_LATENCY);
        assertThat(itl.count()).isEqualTo(2);
        assertThat(itl.min()).isEqualTo(3_334 * 1e-6);
        assertThat(itl.max()).isEqualTo(5_500 * 1e-6);

        var perUser = statistics(summary, Metric.OUTPUT_TOKEN_THROUGHPUT_PER_USER);
        assertThat(perUser.min()).isEqualTo(1 / (5_500 / 1e9));
        assertThat(perUser.max()).isEqualTo(1 / (3_334 / 1e9));

        assertThat(statistics(summary, Metric.OUTPUT_SEQUENCE_LENGTH).avg()).isEqualTo(8 / 3.0);
        assertThat(statistics(summary, Metric.INPUT_SEQUENCE_LENGTH).avg()).isEqualTo(100);
        assertThat(summary.durationNanos()).isEqualTo(100_000);
        assertThat(total(summary, Metric.OUTPUT_TOKEN_THROUGHPUT)).isEqualTo(8 / 1e-4);
        assertThat(total(summary, Metric.REQUEST_THROUGHPUT)).isEqualTo(3 / 1e-4);
        assertThat(total(summary, Metric.INPUT_TOKEN_THROUGHPUT)).isEqualTo(300 / 1e-4);
        assertThat(total(summary, Metric.TOTAL_TOKEN_THROUGHPUT)).isEqualTo(308 / 1e-4);
        assertThat(total(summary, Metric.REQUEST_COUNT)).isEqualTo(3);
        assertThat(summary.total(Metric.REQUEST_GOODPUT)).isNull();
    }

    @Test
    void poolsEveryGapBetweenEvents() {
        // Gaps 5_000, 6_000, 10_001.
        var chunks = statistics(Summarizer.summarize(THREE, STREAMING), Metric.INTER_CHUNK_LATENCY);
        assertThat(chunks.count()).isEqualTo(3);
        assertThat(chunks.min()).isEqualTo(5_000 * 1e-6);
        assertThat(chunks.p50()).isEqualTo(6_000 * 1e-6);
        assertThat(chunks.max()).isEqualTo(10_001 * 1e-6);
        assertThat(chunks.avg()).isEqualTo(21_001 / 3.0 * 1e-6);
    }

    @Test
    void roundsInterTokenLatencyHalfToEven() {
        // 25/2 = 12.5 -> 12; 27/2 = 13.5 -> 14.
        var summary = Summarizer.summarize(List.of(ok(0, 0, 3, 10, 20, 35), ok(1, 0, 3, 10, 20, 37)), STREAMING);
        var itl = statistics(summary, Metric.INTER_TOKEN_LATENCY);
        assertThat(itl.min()).isEqualTo(12 * 1e-6);
        assertThat(itl.max()).isEqualTo(14 * 1e-6);
    }

    @Test
    void tokensInOneReadHaveNoPacePerUser() {
        var summary = Summarizer.summarize(List.of(ok(0, 0, 2, 10, 10)), STREAMING);
        assertThat(statistics(summary, Metric.INTER_TOKEN_LATENCY).max()).isZero();
        assertThat(summary.distribution(Metric.OUTPUT_TOKEN_THROUGHPUT_PER_USER))
                .isNull();
    }

    @Test
    void wholeAnswersHaveNoTokenRows() {
        var summary = Summarizer.summarize(
                List.of(ok(0, 0, 50, 9_000), ok(1, 0, 50, 8_000)), SummaryOptions.ofWholeAnswers());
        assertThat(summary.distributions())
                .containsOnlyKeys(
                        Metric.REQUEST_LATENCY,
                        Metric.OUTPUT_SEQUENCE_LENGTH,
                        Metric.INPUT_SEQUENCE_LENGTH,
                        Metric.OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST);
        assertThat(statistics(summary, Metric.OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST)
                        .max())
                .isEqualTo(50 / (8_000 / 1e9));
    }

    @Test
    void failuresAndWarmUpStayOutOfEveryDistribution() {
        var all = new ArrayList<>(THREE);
        all.add(warmup(ok(7, 0, 900, 1, 2, 3)));
        all.add(warmup(failed(8, 0, Status.TIMEOUT, 0, "x")));
        all.add(failed(9, 0, Status.HTTP_ERROR, 500, "boom"));
        all.add(failed(10, 0, Status.HTTP_ERROR, 500, "boom"));
        all.add(failed(11, 0, Status.HTTP_ERROR, 503, "boom"));
        all.add(failed(12, 900_000, Status.CONNECT_ERROR, 0, null));
        var summary = Summarizer.summarize(all, STREAMING);
        var clean = Summarizer.summarize(THREE, STREAMING);
        assertThat(summary.distributions()).isEqualTo(clean.distributions());
        assertThat(summary.totals()).isEqualTo(clean.totals());
        assertThat(summary.counts()).isEqualTo(new Summary.Counts(7, 3, 0, 4, 2, 1, 0));
        assertThat(summary.failures().count()).isEqualTo(4);
        assertThat(summary.failures().byStatus())
                .containsEntry(Status.HTTP_ERROR, 3L)
                .containsEntry(Status.CONNECT_ERROR, 1L)
                .hasSize(2);
        assertThat(summary.failures().kinds())
                .containsExactly(
                        new Failures.Kind(Status.HTTP_ERROR, 500, "boom", 2),
                        new Failures.Kind(Status.HTTP_ERROR, 503, "boom", 1),
                        new Failures.Kind(Status.CONNECT_ERROR, 0, "", 1));
    }

    @Test
    void kindsOfFailureAreBounded() {
        var all = new ArrayList<RequestRecord>();
        for (int i = 0; i < 50; i++) {
            all.add(failed(i, 0, Status.MALFORMED, 200, "odd byte at " + i));
        }
        var failures = Summarizer.summarize(all, STREAMING).failures();
        assertThat(failures.kinds()).hasSize(Failures.MAX_KINDS);
        assertThat(failures.inOtherKinds()).isEqualTo(30);
    }

    @Test
    void emptyAnswersCountInTheRequestRateOnly() {
        var all = new ArrayList<>(THREE);
        all.add(ok(3, 0, 0));
        var summary = Summarizer.summarize(all, STREAMING);
        assertThat(summary.counts()).isEqualTo(new Summary.Counts(4, 3, 1, 0, 0, 0, 0));
        assertThat(total(summary, Metric.REQUEST_COUNT)).isEqualTo(3);
        assertThat(total(summary, Metric.REQUEST_THROUGHPUT)).isEqualTo(4 / 1e-4);
        assertThat(summary.durationNanos()).isEqualTo(100_000);
    }

    @Test
    void noRequestAtAllIsNoCrash() {
        var summary = Summarizer.summarize(List.of(failed(0, 5, Status.TIMEOUT, 0, "late")), STREAMING);
        assertThat(summary.distributions()).isEmpty();
        assertThat(summary.totals()).containsExactly(Map.entry(Metric.REQUEST_COUNT, 0.0));
        assertThat(summary.durationNanos()).isZero();
        assertThat(summary.coalescing().share()).isZero();
    }

    @Test
    void rowsThatSayNothingAreLeftOut() {
        var plain = Summarizer.summarize(THREE, STREAMING);
        assertThat(plain.distributions())
                .doesNotContainKeys(Metric.SCHEDULE_SLIP, Metric.TIME_TO_FIRST_ANSWER_TOKEN, Metric.CONNECT_TIME);
        var reasoned = with(ok(0, 1_000, 3, 21_000, 26_000, 32_000), 400, 26_000, 300, 1, Stamp.KERNEL);
        var summary = Summarizer.summarize(List.of(reasoned, ok(1, 2_000, 4, 32_000, 42_001)), STREAMING);
        assertThat(statistics(summary, Metric.TIME_TO_FIRST_ANSWER_TOKEN).min()).isEqualTo(25_000 * 1e-6);
        assertThat(statistics(summary, Metric.CONNECT_TIME)).isEqualTo(Statistics.of(new double[] {300}, 1e-6));
        assertThat(statistics(summary, Metric.SCHEDULE_SLIP).max()).isEqualTo(600 * 1e-6);
        assertThat(summary.coalescing()).isEqualTo(new Coalescing(5, 1, 1));
        assertThat(summary.coalescing().share()).isEqualTo(0.2);
    }

    @Test
    void theRecordFileGivesTheSameNumbersToTheLastDigit(@TempDir Path directory) throws IOException {
        var live = new ArrayList<>(Recordings.run(400, 60, 42));
        var path = directory.resolve("records.jsonl");
        try (var writer = RecordWriter.create(path)) {
            for (var record : live) {
                writer.write(record);
            }
        }
        var expected = Summarizer.summarize(live, STREAMING);
        assertThat(Summarizer.summarize(RecordReader.read(path).records(), STREAMING))
                .isEqualTo(expected);
        Collections.shuffle(live, new Random(5));
        assertThat(Summarizer.summarize(live, STREAMING)).isEqualTo(expected);
    }

    /** A run of millions would not fit. */
    @Test
    void itHoldsNoRecordThatItHasReadAndNeedsNoMore() {
        var read = new ArrayList<WeakReference<RequestRecord>>();
        var mostHeld = new AtomicInteger();
        var made = new AbstractList<RequestRecord>() {
            @Override
            public int size() {
                return 2_000;
            }

            @Override
            public RequestRecord get(int index) {
                if (read.size() == 700) {
                    System.gc();
                    read.removeIf(record -> record.refersTo(null));
                    mostHeld.accumulateAndGet(read.size(), Math::max);
                    read.clear();
                }
                var record = ok(index, index, 2, index + 10, index + 20);
                read.add(new WeakReference<>(record));
                return record;
            }
        };
        assertThat(Summarizer.summarize(made, STREAMING).counts().kept()).isEqualTo(2_000);
        assertThat(mostHeld).hasValueLessThan(10);
    }
}
