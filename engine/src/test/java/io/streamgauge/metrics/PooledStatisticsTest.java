package io.streamgauge.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PooledStatisticsTest {
    private static final long MILLI = 1_000_000;

    /** Requests whose first token comes after so many milliseconds, and the second one as many later. */
    private static List<RequestRecord> run(long... millis) {
        return IntStream.range(0, millis.length)
                .mapToObj(i -> Recordings.ok(i, 0, 2, millis[i] * MILLI, 2 * millis[i] * MILLI))
                .toList();
    }

    private static double number(PooledStatistics pooled, Metric metric, String statistic) {
        return Objects.requireNonNull(pooled.number(metric, statistic));
    }

    /** Nine fast ones and a slow one in the one run, two slow ones in the other. */
    @Test
    void aPercentileIsThatOfAllRequestsAndNoMeanOfPercentiles() {
        List<List<RequestRecord>> runs = List.of(run(1, 1, 1, 1, 1, 1, 1, 1, 1, 100), run(100, 100));
        PooledStatistics pooled = PooledStatistics.of(runs, SummaryOptions.ofStreaming());
        // Of twelve, three are slow; each run's own median is 1 and 100, whose mean is 50.5.
        assertThat(number(pooled, Metric.TIME_TO_FIRST_TOKEN, "p50")).isEqualTo(1);
        assertThat(number(pooled, Metric.TIME_TO_FIRST_TOKEN, "avg")).isEqualTo(309.0 / 12);
        assertThat(number(pooled, Metric.TIME_TO_FIRST_TOKEN, "p90")).isEqualTo(100);
        assertThat(number(pooled, Metric.INTER_CHUNK_LATENCY, "p50")).isEqualTo(1);
        assertThat(pooled.number(Metric.REQUEST_THROUGHPUT, "avg")).isNull();
    }

    @Test
    void ofOneRunTheyAreItsOwn() {
        List<RequestRecord> run = Recordings.run(50, 20, 3);
        Summary summary = Summarizer.summarize(run, SummaryOptions.ofStreaming());
        PooledStatistics pooled =
                PooledStatistics.of(List.of(Summarizer.kept(run, Subject.LLM)), SummaryOptions.ofStreaming());
        assertThat(pooled.distributions()).containsAllEntriesOf(summary.distributions());
    }

    @Test
    void whatIsNotStreamedHasNoTokenTimes() {
        PooledStatistics pooled = PooledStatistics.of(List.of(run(1, 2), run(3)), SummaryOptions.ofWholeAnswers());
        assertThat(pooled.number(Metric.TIME_TO_FIRST_TOKEN, "p50")).isNull();
        assertThat(number(pooled, Metric.REQUEST_LATENCY, "max")).isEqualTo(6);
    }
}
