package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Subject;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.search.Convergence.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    private static final SummaryOptions OPTIONS =
            new SummaryOptions(Subject.LLM, true, List.of(), Definitions.GENAI_PERF);

    private static Convergence until(Mode mode, double threshold) {
        return new Convergence(Metric.TIME_TO_FIRST_TOKEN, "avg", mode, threshold, 0.95);
    }

    /** Runs of one request each, with these times to the first token in milliseconds. */
    private static List<Convergence.Run> runs(long... millis) {
        List<Convergence.Run> runs = new ArrayList<>();
        for (long ttft : millis) {
            var record = Recordings.ok(0, 0, 2, ttft * 1_000_000, ttft * 1_000_000 + 5);
            runs.add(
                    new Convergence.Run(Summarizer.summarize(List.of(record), OPTIONS), metric -> new double[] {ttft}));
        }
        return runs;
    }

    @Test
    void neverBeforeTheThirdRun() {
        assertThat(until(Mode.CV, 0.5).reached(runs(10, 10))).isFalse();
        assertThat(until(Mode.CV, 0.5).reached(runs(10, 10, 10))).isTrue();
    }

    /** Mean 100, deviation 1: variation 0.01, interval 2 · 4.3027 / √3 wide. */
    @Test
    void holdsItsMeasureToTheThreshold() {
        assertThat(until(Mode.CV, 0.0101).reached(runs(99, 100, 101))).isTrue();
        assertThat(until(Mode.CV, 0.0099).reached(runs(99, 100, 101))).isFalse();
        assertThat(until(Mode.CI_WIDTH, 0.0497).reached(runs(99, 100, 101))).isTrue();
        assertThat(until(Mode.CI_WIDTH, 0.0496).reached(runs(99, 100, 101))).isFalse();
    }

    @Test
    void comparesTheLastRunsRequestsWithThoseBefore() {
        Random random = new Random(3);
        List<Convergence.Run> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            double[] values = random.doubles(100).toArray();
            runs.add(new Convergence.Run(runs(1).getFirst().summary(), metric -> values));
        }
        assertThat(until(Mode.DISTRIBUTION, 0.05).reached(runs)).isTrue();
        double[] shifted = random.doubles(100).map(value -> value + 1).toArray();
        runs.add(new Convergence.Run(runs(1).getFirst().summary(), metric -> shifted));
        assertThat(until(Mode.DISTRIBUTION, 0.05).reached(runs)).isFalse();
    }

    @Test
    void aMetricThatRunsLackNeverConverges() {
        var lacking = new Convergence(Metric.SCHEDULE_SLIP, "avg", Mode.CV, 0.5, 0.95);
        assertThat(lacking.reached(runs(1, 1, 1))).isFalse();
        assertThatThrownBy(() -> Mode.named("often")).hasMessageContaining("ci_width, cv, distribution");
    }
}
