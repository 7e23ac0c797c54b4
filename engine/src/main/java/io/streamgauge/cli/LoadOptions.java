package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much load, and for how long. */
final class LoadOptions {
    @Option(names = "--concurrency", paramLabel = "N", description = "Requests in flight at once. Default: 1.")
    @Nullable
    Integer concurrency;

    @Option(
            names = {"--request-count", "--num-requests"},
            paramLabel = "N",
            description = "Requests to measure. Default: twice the concurrency, at least 10.")
    @Nullable
    Integer requestCount;

    @Option(
            names = {"--warmup-request-count", "--num-warmup-requests"},
            paramLabel = "N",
            description = "Requests sent and finished before the measured ones, with prompts of their own. Default: 0.")
    @Nullable
    Integer warmupRequestCount;
}
