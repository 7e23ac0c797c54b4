package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same run several times over. */
@Command(optionListHeading = "%nRepeated runs%n")
final class RepeatOptions {
    @Option(
            names = "--num-profile-runs",
            paramLabel = "N",
            description =
                    "Run the whole N times, each in a directory of its own, and tell how far their numbers lie apart. Default: 1.")
    @Nullable
    Integer runs;

    @Option(
            names = "--profile-run-cooldown",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Send nothing for so long between two runs. Default: 0.")
    @Nullable
    Long cooldownNanos;

    @Option(
            names = "--confidence-level",
            paramLabel = "SHARE",
            description = "How sure the interval of a mean is to be. Default: 0.95.")
    @Nullable
    Double confidence;

    @Option(
            names = "--profile-run-disable-warmup-after-first",
            negatable = true,
            description = "Whether only the first run has a warm-up. Default: it alone.")
    @Nullable
    Boolean warmsUpOnce;

    @Option(
            names = "--vary-seed-per-trial",
            description =
                    "Add 1 to --random-seed from run to run, so that each asks something else. Default: all ask the same.")
    boolean variesSeed;

    @Option(
            names = "--percentile-pooling",
            paramLabel = "KIND",
            description =
                    "How numbers of requests are told of several runs: mean, the mean of each run's, or pooled, those of all their requests together, which a sweep's bounds and searches go by too. Default: mean.")
    @Nullable
    String pooling;

    @Option(
            names = "--parameter-sweep-mode",
            paramLabel = "ORDER",
            description =
                    "In what order a sweep is run several times over: repeated, the whole sweep and then again, or independent, all runs of a point before the next. Default: repeated.")
    @Nullable
    String order;

    @Option(
            names = "--convergence-metric",
            paramLabel = "METRIC",
            description =
                    "Stop before N runs when this metric has settled; after the third at the earliest. Default: none.")
    @Nullable
    String metric;

    @Option(
            names = "--convergence-stat",
            paramLabel = "STAT",
            description = "Which of its numbers: avg, min, max, p50, p99 and so on. Default: avg.")
    @Nullable
    String statistic;

    @Option(
            names = "--convergence-mode",
            paramLabel = "KIND",
            description =
                    "What must be below the threshold: ci_width, the mean's interval by the mean, or cv, the deviation by the mean; or distribution: how alike the last run's requests and those before are, above it. Default: ci_width.")
    @Nullable
    String mode;

    @Option(
            names = "--convergence-threshold",
            paramLabel = "SHARE",
            description = "That threshold, from 0 to 1. Default: 0.1 of ci_width, else 0.05.")
    @Nullable
    Double threshold;
}
