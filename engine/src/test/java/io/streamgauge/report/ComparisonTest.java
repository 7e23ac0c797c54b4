package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Recordings;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    /** 400 requests of three tokens, with a first token between 100 and 120 ms plus {@code later}. */
    private static List<RequestRecord> run(long seed, long laterNanos) {
        var random = new SplittableRandom(seed);
        var records = new ArrayList<RequestRecord>();
        for (int i = 0; i < 400; i++) {
            long sent = i * 1_000_000L;
            long first = sent + 100_000_000L + random.nextInt(20_000_000) + laterNanos;
            records.add(Recordings.ok(i, sent, 3, first, first + 5_000_000, first + 10_000_000));
        }
        return records;
    }

    private static Comparison compare(List<RequestRecord> before, List<RequestRecord> after) {
        var options = SummaryOptions.ofStreaming();
        return Comparison.of(
                before, Summarizer.summarize(before, options), after, Summarizer.summarize(after, options));
    }

    private static Comparison.Line line(Comparison comparison, Metric metric, String statistic) {
        return comparison.lines().stream()
                .filter(line -> line.metric() == metric && line.statistic().equals(statistic))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsADifferenceFromSpread() {
        var same = compare(run(1, 0), run(2, 0));
        assertThat(line(same, Metric.TIME_TO_FIRST_TOKEN, "avg").verdict()).isEqualTo(Comparison.Verdict.WITHIN_SPREAD);
        var slower = compare(run(1, 0), run(2, 5_000_000));
        var line = line(slower, Metric.TIME_TO_FIRST_TOKEN, "avg");
        assertThat(line.verdict()).isEqualTo(Comparison.Verdict.DIFFERENT);
        assertThat(line.changePercent()).isBetween(3.5, 5.5);
        assertThat(line.low()).isLessThan(line.ratio());
        assertThat(line.high()).isGreaterThan(line.ratio());
        assertThat(line(slower, Metric.INTER_TOKEN_LATENCY, "p99").ratio()).isEqualTo(1);
        assertThat(line(slower, Metric.REQUEST_COUNT, "avg").verdict()).isEqualTo(Comparison.Verdict.NOT_JUDGED);
    }

    @Test
    void aFalseAlarmIsRare() {
        int alarms = 0;
        for (int seed = 0; seed < 20; seed++) {
            var before = run(seed, 0).subList(0, 60);
            var line = line(compare(before, run(seed + 1_000, 0).subList(0, 60)), Metric.TIME_TO_FIRST_TOKEN, "avg");
            alarms += line.verdict() == Comparison.Verdict.DIFFERENT ? 1 : 0;
        }
        // One of 20 is expected at 95 %.
        assertThat(alarms).isLessThanOrEqualTo(4);
    }

    /**
     * Sixteen users who take 3,200 requests from one queue. A request takes a tenth longer or shorter than another, each of
     * its tokens is even more uneven, and the server as a whole is slow or fast for a quarter of a second at a time.
     */
    private static List<RequestRecord> closedLoop(long seed, double slowness) {
        var random = new SplittableRandom(seed);
        var moods = new double[400];
        Arrays.setAll(moods, i -> 0.9 + 0.2 * random.nextDouble());
        var records = new ArrayList<RequestRecord>();
        var free = new double[16];
        Arrays.setAll(free, user -> user * 1e6);
        while (records.size() < 3_200) {
            int user = 0;
            for (int other = 1; other < free.length; other++) {
                user = free[other] < free[user] ? other : user;
            }
            double now = free[user];
            double pace = slowness * (0.9 + 0.2 * random.nextDouble());
            var times = new long[10];
            for (int token = 0; token < times.length; token++) {
                now += 5e6 * pace * moods[(int) (now / 250e6)] * (0.5 + random.nextDouble());
                times[token] = (long) now;
            }
            records.add(Recordings.ok(records.size(), (long) free[user], times.length, times));
            free[user] = now;
        }
        return records;
    }

    private record Judged(Metric metric, String statistic) {}

    private static final List<Judged> RUN_WIDE = List.of(
            new Judged(Metric.OUTPUT_TOKEN_THROUGHPUT, "avg"),
            new Judged(Metric.REQUEST_THROUGHPUT, "avg"),
            new Judged(Metric.INTER_CHUNK_LATENCY, "avg"),
            new Judged(Metric.INTER_CHUNK_LATENCY, "p50"),
            new Judged(Metric.INTER_CHUNK_LATENCY, "p99"));

    private static Map<Judged, Comparison.Line> runWide(List<RequestRecord> before, List<RequestRecord> after) {
        var options = SummaryOptions.ofStreaming();
        var base = Summarizer.summarize(before, options);
        var candidate = Summarizer.summarize(after, options);
        return RUN_WIDE.stream()
                .collect(Collectors.toMap(
                        judged -> judged,
                        judged -> Comparison.linesOf(judged.metric(), before, base, after, candidate).stream()
                                .filter(line -> line.statistic().equals(judged.statistic()))
                                .findFirst()
                                .orElseThrow()));
    }

    @Test
    void ratesAndGapsOfTheSameServerSeldomDiffer() {
        var alarms = new HashMap<Judged, Integer>();
        for (int seed = 0; seed < 40; seed++) {
            runWide(closedLoop(seed, 1), closedLoop(seed + 1_000, 1)).forEach((judged, line) -> {
                alarms.merge(judged, line.verdict() == Comparison.Verdict.DIFFERENT ? 1 : 0, Integer::sum);
                assertThat(line.ratio()).as("%s", judged).isBetween(line.low() * 0.99, line.high() * 1.01);
            });
        }
        // Two of 40 are expected at 95 %; six or more come by chance in one of a hundred.
        assertThat(alarms.keySet()).containsExactlyInAnyOrderElementsOf(RUN_WIDE);
        assertThat(alarms).allSatisfy((judged, count) -> assertThat(count).isLessThanOrEqualTo(5));
    }

    @Test
    void aTenthBetweenRatesAndGapsIsSeen() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(runWide(closedLoop(seed, 1), closedLoop(seed + 1_000, 1.1))
                            .values())
                    .allSatisfy(line -> assertThat(line.verdict()).isEqualTo(Comparison.Verdict.DIFFERENT));
        }
    }

    @Test
    void aHandfulOfRequestsTellsNoRate() {
        var few = closedLoop(1, 1).subList(0, 29);
        assertThat(line(compare(few, closedLoop(2, 1)), Metric.REQUEST_THROUGHPUT, "avg")
                        .verdict())
                .isEqualTo(Comparison.Verdict.NOT_JUDGED);
    }

    @Test
    void theSameRunsGiveTheSameVerdict() {
        assertThat(compare(run(1, 0), run(2, 7)).lines())
                .isEqualTo(compare(run(1, 0), run(2, 7)).lines());
    }

    @Test
    void tableShowsBothRuns() {
        Golden.check("comparison.txt", ComparisonTable.render(compare(Runs.clean(), Runs.troubled()), Look.plain()));
    }

    @Test
    void gateFailsOnItsCondition() {
        var slower = compare(run(1, 0), run(1, 22_000_000));
        assertThat(FailIf.parse("time_to_first_token.p99>+10%").holds(slower)).isTrue();
        assertThat(FailIf.parse("time_to_first_token.p99 > +30 %").holds(slower))
                .isFalse();
        assertThat(FailIf.parse("time_to_first_token.p99<-1%").holds(slower)).isFalse();
        assertThat(FailIf.parse("output_token_throughput.avg<-1%").holds(slower))
                .isTrue();
        assertThat(FailIf.parse("time_to_first_token.p99>+10%").describe(slower))
                .isEqualTo("time_to_first_token.p99 changed by +18.4 % (fails above +10.0 %)");
    }

    @Test
    void aGateThatSeesNothingHasNotPassed() {
        var nothing = compare(run(1, 0), List.of());
        assertThat(FailIf.parse("time_to_first_token.p99>+10%").holds(nothing)).isTrue();
        assertThat(FailIf.parse("request_goodput.avg<-10%").holds(nothing)).isTrue();
    }

    @Test
    void conditionsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> FailIf.parse("ttft>10")).hasMessageContaining("is not METRIC.STATISTIC>+N%");
        assertThatThrownBy(() -> FailIf.parse("ttft.p99>+10%")).hasMessageContaining("names no metric");
        assertThatThrownBy(() -> FailIf.parse("request_latency.p42>+10%"))
                .hasMessageContaining("unknown statistic 'p42'");
        assertThatThrownBy(() -> FailIf.parse("request_throughput.p99<-10%")).hasMessageContaining("use .avg");
    }
}
