package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much load, and for how long. */
final class LoadOptions {
    /** Whether there are several levels of concurrency, and so several runs. */
    boolean manyLevels() {
        return concurrency != null && (concurrency.contains(",") || concurrency.contains(":"));
    }

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description =
                    "Requests in flight at once; for several, as 1,8,64 or 1:64 (doubling) or 8:64:8, one run after the other. Default: 1.")
    @Nullable
    String concurrency;

    @Option(
            names = "--concurrency-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Spread the first requests over this long. Default: 0, all at once.")
    @Nullable
    Long concurrencyRampNanos;

    @Option(
            names = "--request-rate",
            paramLabel = "R",
            description =
                    "Send R requests a second, whether or not earlier ones have ended; in place of --concurrency.")
    @Nullable
    Double requestRate;

    @Option(
            names = {"--request-distribution", "--request-rate-mode", "--arrival-pattern"},
            paramLabel = "KIND",
            description =
                    "With --request-rate, gaps between requests: constant, poisson or gamma. Default: constant; gamma with --burstiness.")
    @Nullable
    String distribution;

    @Option(
            names = "--burstiness",
            paramLabel = "B",
            description = "Shape of gamma gaps: 1 is poisson, less comes in bursts, more is evener. Default: 1.")
    @Nullable
    Double burstiness;

    @Option(
            names = "--max-concurrency",
            paramLabel = "N",
            description =
                    "With --request-rate, requests in flight at most; those due wait, and their wait is reported as slip. Default: no limit.")
    @Nullable
    Integer maxConcurrency;

    @Option(
            names = "--request-rate-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Let the rate grow evenly to R over this long. Default: 0.")
    @Nullable
    Long requestRateRampNanos;

    @Option(
            names = {"--request-count", "--num-requests"},
            paramLabel = "N",
            description =
                    "Requests to measure. Default: twice the concurrency or rate, at least 10; no limit with --benchmark-duration.")
    @Nullable
    Integer requestCount;

    @Option(
            names = "--benchmark-duration",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Send requests for this long, or until --request-count are sent. Default: no limit.")
    @Nullable
    Long durationNanos;

    @Option(
            names = "--benchmark-grace-period",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description =
                    "How long requests in flight may go on after --benchmark-duration before they are cancelled. Default: 30s.")
    @Nullable
    Long graceNanos;

    @Option(
            names = {"--warmup-request-count", "--num-warmup-requests"},
            paramLabel = "N",
            description = "Requests sent and finished before the measured ones, with prompts of their own. Default: 0.")
    @Nullable
    Integer warmupRequestCount;

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            description = "Stop, and exit with 1, when this many requests have failed. Default: never.")
    @Nullable
    Integer maxErrors;

    @Option(
            names = "--max-error-rate",
            paramLabel = "PERCENT",
            description =
                    "Stop, and exit with 1, when more than this share of requests have failed, once 20 have ended. Default: never.")
    @Nullable
    Double maxErrorRate;

    @Option(
            names = "--request-cancellation-rate",
            paramLabel = "PERCENT",
            description =
                    "Share of measured requests that the client gives up on purpose; drawn from the seed. Default: 0.")
    @Nullable
    Double cancellationRate;

    @Option(
            names = "--request-cancellation-delay",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "How long after its start such a request is given up. Default: 0.")
    @Nullable
    Long cancellationDelayNanos;
}
