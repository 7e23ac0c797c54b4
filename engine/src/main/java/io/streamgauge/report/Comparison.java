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
 * bootstrap over requests. Pure and repeatable: the same two runs always give the same verdict.
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
        /** One number for a whole run has no spread of its own to judge by, nor has a pool of gaps across requests. */
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
        var lines = new ArrayList<Line>();
        for (var metric : Metric.values()) {
            var before = base.distribution(metric);
            var after = candidate.distribution(metric);
            if (before != null && after != null) {
                addLines(lines, metric, before, after, baseKept, newKept);
            }
            var totalBefore = base.total(metric);
            var totalAfter = candidate.total(metric);
            if (totalBefore != null && totalAfter != null) {
                lines.add(unjudged(metric, "avg", totalBefore, totalAfter));
            }
        }
        return new Comparison(base, candidate, lines);
    }

    private static void addLines(
            List<Line> lines,
            Metric metric,
            Statistics before,
            Statistics after,
            List<RequestRecord> baseKept,
            List<RequestRecord> newKept) {
        if (metric == Metric.INTER_CHUNK_LATENCY) {
            STATISTICS.forEach(name -> lines.add(unjudged(metric, name, before.named(name), after.named(name))));
            return;
        }
        var ratios = resampledRatios(
                Summarizer.values(metric, baseKept, Definitions.GENAI_PERF),
                Summarizer.values(metric, newKept, Definitions.GENAI_PERF));
        for (int i = 0; i < STATISTICS.size(); i++) {
            var name = STATISTICS.get(i);
            double low = Statistics.percentile(ratios[i], 2.5);
            double high = Statistics.percentile(ratios[i], 97.5);
            var verdict = low > 1 || high < 1 ? Verdict.DIFFERENT : Verdict.WITHIN_SPREAD;
            double from = before.named(name);
            double to = after.named(name);
            lines.add(new Line(metric, name, from, to, ratio(from, to), low, high, verdict));
        }
    }

    private static Line unjudged(Metric metric, String statistic, double from, double to) {
        return new Line(metric, statistic, from, to, ratio(from, to), Double.NaN, Double.NaN, Verdict.NOT_JUDGED);
    }

    private static double ratio(double from, double to) {
        return from == to ? 1 : from == 0 ? Double.NaN : to / from;
    }

    /** Sorted ratios of resampled runs, one row for each of {@link #STATISTICS}. */
    private static double[][] resampledRatios(double[] before, double[] after) {
        var random = new SplittableRandom(SEED);
        int resamples = Math.clamp(DRAWS / (before.length + (long) after.length), 100, MAX_RESAMPLES);
        var ratios = new double[STATISTICS.size()][resamples];
        for (int i = 0; i < resamples; i++) {
            double[] from = threeOf(resample(before, random));
            double[] to = threeOf(resample(after, random));
            for (int s = 0; s < from.length; s++) {
                ratios[s][i] = from[s] == to[s] ? 1 : to[s] / from[s];
            }
        }
        Arrays.stream(ratios).forEach(Arrays::sort);
        return ratios;
    }

    private static double[] threeOf(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        Arrays.sort(values);
        return new double[] {mean, Statistics.percentile(values, 50), Statistics.percentile(values, 99)};
    }

    private static double[] resample(double[] values, SplittableRandom random) {
        var drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return drawn;
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
