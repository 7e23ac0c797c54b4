package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is sent before the measured phase. */
@Command(optionListHeading = "%nWarm-up%n")
final class WarmupOptions {
    @Option(
            names = {"--warmup-request-count", "--num-warmup-requests"},
            paramLabel = "N",
            description =
                    "Requests sent and finished before the measured ones, with prompts of their own. Default: 0; no limit with --warmup-duration.")
    @Nullable
    Integer requestCount;

    @Option(
            names = "--num-warmup-sessions",
            paramLabel = "N",
            description =
                    "With sessions: hold so many before the measured ones, each to its end. Default: as many as have --warmup-request-count turns.")
    @Nullable
    Integer sessions;

    @Option(
            names = "--warmup-duration",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Warm up for this long, or until --warmup-request-count are sent. Default: no limit.")
    @Nullable
    Long durationNanos;

    @Option(
            names = "--warmup-grace-period",
            paramLabel = "TIME",
            converter = GraceConverter.class,
            description =
                    "How long requests in flight may go on after --warmup-duration before they are cancelled. Default: until they end.")
    @Nullable
    Long graceNanos;

    @Option(
            names = "--warmup-concurrency",
            paramLabel = "N",
            description = "Requests of the warm-up in flight at once; at a rate, the most. Default: as the run has it.")
    @Nullable
    Integer concurrency;

    @Option(
            names = "--warmup-concurrency-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Spread the warm-up's first requests over this long. Default: 0.")
    @Nullable
    Long concurrencyRampNanos;

    @Option(
            names = "--warmup-prefill-concurrency",
            paramLabel = "N",
            description = "Requests of the warm-up that may wait for their first token. Default: as the run has it.")
    @Nullable
    Integer prefillConcurrency;

    @Option(
            names = "--warmup-prefill-concurrency-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Reach that number evenly over this long. Default: 0.")
    @Nullable
    Long prefillRampNanos;

    @Option(
            names = "--warmup-request-rate",
            paramLabel = "R",
            description = "Send R requests a second while warming up. Default: as the run has it.")
    @Nullable
    Double requestRate;

    @Option(
            names = "--warmup-request-rate-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Let the warm-up's rate grow evenly over this long. Default: 0.")
    @Nullable
    Long requestRateRampNanos;

    @Option(
            names = "--warmup-arrival-pattern",
            paramLabel = "KIND",
            description =
                    "Gaps between requests of the warm-up at a rate: constant, poisson or gamma. Default: as the run has them.")
    @Nullable
    String distribution;
}
