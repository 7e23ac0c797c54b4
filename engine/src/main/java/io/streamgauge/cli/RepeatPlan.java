package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.SummaryBound;
import io.streamgauge.search.Convergence;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Repeated runs that were asked for.
 *
 * @param runs how many at most
 * @param confidence of intervals
 * @param warmsUpOnce whether only the first has a warm-up
 * @param variesSeed whether each has a seed of its own
 * @param pools whether numbers of requests are those of all runs' requests together
 * @param convergence what ends them early; null where nothing does
 */
record RepeatPlan(
        int runs,
        long cooldownNanos,
        double confidence,
        boolean warmsUpOnce,
        boolean variesSeed,
        boolean pools,
        @Nullable Convergence convergence) {
    static final double CONFIDENCE = 0.95;
    private static final String RUNS = "--num-profile-runs";

    /** What was asked, noting what is wrong with it; null where nothing is repeated. */
    static @Nullable RepeatPlan read(ProfileOptions options, Problems problems) {
        RepeatOptions repeat = options.repeat;
        int runs = problems.positive(RUNS, repeat.runs, 1);
        boolean several = runs > 1;
        String more = RUNS + " above 1";
        problems.needs(more, several, "--profile-run-cooldown", repeat.cooldownNanos);
        problems.needs(more, several, "--confidence-level", repeat.confidence);
        problems.needs(more, several, "--profile-run-disable-warmup-after-first", repeat.warmsUpOnce);
        problems.needs(more, several, "--vary-seed-per-trial", repeat.variesSeed ? true : null);
        problems.needs(more, several, "--percentile-pooling", repeat.pooling);
        String pooling = repeat.pooling == null ? "mean" : repeat.pooling.toLowerCase(Locale.ROOT);
        problems.addIf(
                !pooling.equals("mean") && !pooling.equals("pooled"),
                "--percentile-pooling '" + repeat.pooling + "': use mean or pooled");
        problems.needs(more, several, "--convergence-metric", repeat.metric);
        boolean converges = repeat.metric != null;
        problems.needs("--convergence-metric", converges, "--convergence-stat", repeat.statistic);
        problems.needs("--convergence-metric", converges, "--convergence-mode", repeat.mode);
        problems.needs("--convergence-metric", converges, "--convergence-threshold", repeat.threshold);
        if (several) {
            contradictions(options, problems);
        }
        double confidence = share("--confidence-level", repeat.confidence, CONFIDENCE, problems);
        Convergence convergence =
                repeat.metric == null ? null : convergence(repeat, repeat.metric, confidence, problems);
        return several
                ? new RepeatPlan(
                        runs,
                        Problems.orZero(repeat.cooldownNanos),
                        confidence,
                        !Boolean.FALSE.equals(repeat.warmsUpOnce),
                        repeat.variesSeed,
                        pooling.equals("pooled"),
                        convergence)
                : null;
    }

    private static void contradictions(ProfileOptions options, Problems problems) {
        problems.addIf(
                options.load.startAt != null,
                RUNS + " and --start-at: only one run can begin at that moment; leave it out");
        problems.addIf(
                options.results.exportLevel.equalsIgnoreCase("summary"),
                RUNS + " and --export-level summary: runs are compared by their records; give records or raw");
    }

    private static @Nullable Convergence convergence(
            RepeatOptions repeat, String key, double confidence, Problems problems) {
        try {
            String statistic = repeat.statistic == null ? "avg" : repeat.statistic;
            Metric metric = SummaryBound.metric(key, statistic);
            Convergence.Mode mode =
                    repeat.mode == null ? Convergence.Mode.CI_WIDTH : Convergence.Mode.named(repeat.mode);
            problems.addIf(
                    mode == Convergence.Mode.DISTRIBUTION && metric.scope() == Metric.Scope.RUN,
                    "--convergence-mode distribution and --convergence-metric " + key
                            + ": it is one number for a run; give a metric of requests, or ci_width");
            double threshold = share("--convergence-threshold", repeat.threshold, mode.threshold(), problems);
            return new Convergence(metric, statistic, mode, threshold, confidence);
        } catch (IllegalArgumentException e) {
            problems.add("--convergence-metric, --convergence-stat, --convergence-mode: " + e.getMessage());
            return null;
        }
    }

    private static double share(String option, @Nullable Double given, double otherwise, Problems problems) {
        double value = given == null ? otherwise : given;
        boolean usable = value > 0 && value < 1;
        problems.addIf(!usable, option + " " + value + ": give a share above 0 and below 1");
        return usable ? value : otherwise;
    }
}
