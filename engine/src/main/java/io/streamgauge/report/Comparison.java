package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One run against another: each number's ratio, and whether the difference is more than the runs' own spread, judged by a
 * {@link Bootstrap}. Pure and repeatable: the same two runs always give the same verdict.
 *
 * @param baseline what to compare with
 * @param candidate what is compared
 * @param lines one for each number, in table order
 */
public record Comparison(Summary baseline, Summary candidate, List<Line> lines) {
    static final List<String> STATISTICS = List.of("avg", "p50", "p99");
    private static final long SEED = 0x5eed;
    private static final int MAX_RESAMPLES = 1_000;
    private static final long DRAWS = 20_000_000;

    public Comparison {
        lines = List.copyOf(lines);
    }

    /** What the bootstrap says of a difference. */
    public enum Verdict {
        /** The 95 % interval of the ratio lies on one side of 1. */
        DIFFERENT,
        /** It does not. */
        WITHIN_SPREAD,
        /** A number of a whole run, whose spread does not show in its course, or a run of too few requests. */
        NOT_JUDGED
    }

    /**
     * A number of both runs.
     *
     * @param statistic {@code avg}, {@code p50}, {@code p99}
     * @param ratio candidate / baseline; NaN when the baseline is 0
     * @param low lower end of the ratio's 95 % interval, NaN when not judged
     * @param high upper end
     */
    public record Line(
            Metric metric,
            String statistic,
            double baseline,
            double candidate,
            double ratio,
            double low,
            double high,
            Verdict verdict) {
        /** By how many percent the candidate is above the baseline. */
        public double changePercent() {
            return (ratio - 1) * 100;
        }
    }

    /** Compares by genai-perf's formulas. */
    public static Comparison of(RecordedRun baseline, RecordedRun candidate) {
        return of(
                baseline.records(),
                baseline.summary(Definitions.GENAI_PERF),
                candidate.records(),
                candidate.summary(Definitions.GENAI_PERF));
    }

    static Comparison of(
            List<RequestRecord> baseRecords, Summary base, List<RequestRecord> newRecords, Summary candidate) {
        var baseKept = Summarizer.kept(baseRecords, base.options().subject());
        var newKept = Summarizer.kept(newRecords, candidate.options().subject());
        return new Comparison(
                base,
                candidate,
                Arrays.stream(Metric.values())
                        .flatMap(metric -> linesOf(metric, baseKept, base, newKept, candidate).stream())
                        .toList());
    }

    /** Those of one metric; none when a run has no such number. */
    static List<Line> linesOf(
            Metric metric, List<RequestRecord> baseKept, Summary base, List<RequestRecord> newKept, Summary candidate) {
        var lines = new ArrayList<Line>();
        var before = base.distribution(metric);
        var after = candidate.distribution(metric);
        if (before != null && after != null) {
            var ratios = ratios(
                    Bootstrap.ofDistribution(metric, baseKept, base),
                    Bootstrap.ofDistribution(metric, newKept, candidate),
                    STATISTICS.size());
            for (int i = 0; i < STATISTICS.size(); i++) {
                var name = STATISTICS.get(i);
                lines.add(line(metric, name, before.named(name), after.named(name), ratios, i));
            }
        }
        var totalBefore = base.total(metric);
        var totalAfter = candidate.total(metric);
        if (totalBefore != null && totalAfter != null) {
            var ratios =
                    ratios(Bootstrap.ofTotal(metric, baseKept, base), Bootstrap.ofTotal(metric, newKept, candidate), 1);
            lines.add(line(metric, "avg", totalBefore, totalAfter, ratios, 0));
        }
        return lines;
    }

    /** @param ratios of draws, sorted, in rows of which one is this number's; null where there are none */
    private static Line line(
            Metric metric, String statistic, double from, double to, double @Nullable [][] ratios, int row) {
        if (ratios == null) {
            return new Line(metric, statistic, from, to, ratio(from, to), Double.NaN, Double.NaN, Verdict.NOT_JUDGED);
        }
        double low = Statistics.percentile(ratios[row], 2.5);
        double high = Statistics.percentile(ratios[row], 97.5);
        var verdict = low > 1 || high < 1 ? Verdict.DIFFERENT : Verdict.WITHIN_SPREAD;
        return new Line(metric, statistic, from, to, ratio(from, to), low, high, verdict);
    }

    private static double ratio(double from, double to) {
        return from == to ? 1 : from == 0 ? Double.NaN : to / from;
    }

    /** Sorted ratios of draws, a row for each statistic; null where a run cannot be drawn. */
    private static double @Nullable [][] ratios(@Nullable Bootstrap before, @Nullable Bootstrap after, int statistics) {
        if (before == null || after == null) {
            return null;
        }
        var random = new SplittableRandom(SEED);
        int draws = Math.clamp(DRAWS / (before.size() + (long) after.size()), 100, MAX_RESAMPLES);
        var ratios = new double[statistics][draws];
        for (int i = 0; i < draws; i++) {
            double[] from = before.draw(random);
            double[] to = after.draw(random);
            for (int s = 0; s < statistics; s++) {
                ratios[s][i] = from[s] == to[s] ? 1 : to[s] / from[s];
            }
        }
        Arrays.stream(ratios).forEach(Arrays::sort);
        return ratios;
    }

    /** The change of any statistic of any metric in percent; null when a run has no such number. */
    @Nullable
    Double changePercent(Metric metric, String statistic) {
        var before = value(baseline, metric, statistic);
        var after = value(candidate, metric, statistic);
        return before == null || after == null ? null : (ratio(before, after) - 1) * 100;
    }

    private static @Nullable Double value(Summary summary, Metric metric, String statistic) {
        var statistics = summary.distribution(metric);
        return statistics == null ? summary.total(metric) : Double.valueOf(statistics.named(statistic));
    }
}
