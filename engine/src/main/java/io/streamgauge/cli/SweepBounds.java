package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryBound;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a sweep are held to.
 *
 * @param bounds on numbers of a run
 * @param goodput bounds on each request
 * @param minGoodShare of requests that must succeed and keep {@code goodput}, 0 to 1
 */
record SweepBounds(List<SummaryBound> bounds, List<String> goodput, double minGoodShare) {
    static SweepBounds read(SweepOptions sweep, List<String> goodput, Problems problems) {
        List<SummaryBound> bounds = parsed("--slo", sweep.slos, problems);
        problems.addIf(
                !(sweep.minGoodShare >= 0 && sweep.minGoodShare <= 100),
                "--min-good-share " + sweep.minGoodShare + ": give a percentage from 0 to 100");
        return new SweepBounds(bounds, List.copyOf(goodput), sweep.minGoodShare / 100);
    }

    /** The bounds that an option's texts are, noting those that are none. */
    static List<SummaryBound> parsed(String option, List<String> texts, Problems problems) {
        List<SummaryBound> bounds = new ArrayList<>();
        for (String text : texts) {
            try {
                bounds.add(SummaryBound.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(option + ": " + e.getMessage());
            }
        }
        return List.copyOf(bounds);
    }

    /** These and more. */
    SweepBounds and(List<SummaryBound> more) {
        return new SweepBounds(Stream.concat(bounds.stream(), more.stream()).toList(), goodput, minGoodShare);
    }

    /** Whether there are any. */
    boolean areThere() {
        return !bounds.isEmpty() || !goodput.isEmpty();
    }

    /** One text each. */
    List<String> texts() {
        List<String> texts =
                new ArrayList<>(bounds.stream().map(SummaryBound::toString).toList());
        goodput.stream().map(text -> "goodput " + Slo.parse(text)).forEach(texts::add);
        return texts;
    }

    /**
     * Whether runs keep every bound: each of them, or what they measured together.
     *
     * @param pooled what bounds on distributions are held against; null for each run's own
     */
    boolean hold(List<Summary> runs, @Nullable PooledStatistics pooled) {
        return runs.stream().allMatch(this::hasEnoughGood)
                && bounds.stream()
                        .allMatch(bound -> isOfAll(bound, pooled)
                                ? bound.isKeptBy(pooled(bound, pooled))
                                : runs.stream().allMatch(bound::holds));
    }

    private boolean hasEnoughGood(Summary summary) {
        long measured = summary.counts().measured();
        return measured != 0 && good(summary) >= minGoodShare * measured;
    }

    private static boolean isOfAll(SummaryBound bound, @Nullable PooledStatistics pooled) {
        return pooled != null && bound.metric().scope() != Metric.Scope.RUN;
    }

    private static @Nullable Double pooled(SummaryBound bound, @Nullable PooledStatistics pooled) {
        return pooled == null ? null : pooled.number(bound.metric(), bound.statistic());
    }

    private static long good(Summary summary) {
        Summary.Counts counts = summary.counts();
        Double rate = summary.total(Metric.REQUEST_GOODPUT);
        return rate == null ? counts.kept() + counts.empty() : Math.round(rate * summary.durationNanos() / 1e9);
    }

    /**
     * By how much, as share of it, the bound is exceeded that runs keep worst: 0 or below where they keep all; not a number where one
     * lacks what is bounded.
     */
    double excess(List<Summary> runs, @Nullable PooledStatistics pooled) {
        DoubleStream ofBad = runs.stream().mapToDouble(this::excessOfBad);
        DoubleStream ofBounds = bounds.stream()
                .flatMapToDouble(bound -> isOfAll(bound, pooled)
                        ? DoubleStream.of(bound.excess(pooled(bound, pooled)))
                        : runs.stream().mapToDouble(bound::excess));
        // Of a number and none it makes none.
        return DoubleStream.concat(ofBad, ofBounds).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    /** How many are not good, to how many may be. */
    private double excessOfBad(Summary run) {
        double measured = run.counts().measured();
        return (1 - good(run) / measured) / Math.max(1 - minGoodShare, SummaryBound.LEAST_UNIT) - 1;
    }
}
