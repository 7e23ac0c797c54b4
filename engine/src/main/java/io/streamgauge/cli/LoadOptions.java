package io.streamgauge.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much load, and for how long. */
@Command(optionListHeading = "%nHow much load%n")
final class LoadOptions {
    /** Whether a rate, a curve or a schedule says when requests are due, so that concurrency is but a bound. */
    boolean isRated() {
        return requestRate != null || requestRateSeries != null || scheduleFile != null || fixedSchedule;
    }

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description =
                    "Requests in flight at once; for several, as 1,8,64 or 1:64 (doubling) or 8:64:8, one run after the other, as analyze makes them. Default: 1.")
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
            names = "--prefill-concurrency",
            paramLabel = "N",
            description =
                    "Requests that may wait for their first token at once; others are sent when one has it. Default: no limit.")
    @Nullable
    Integer prefillConcurrency;

    @Option(
            names = "--prefill-concurrency-ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Reach that number evenly over this long. Default: 0.")
    @Nullable
    Long prefillRampNanos;

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
                    "With --request-rate, gaps between requests: constant, poisson or gamma. Default: constant; gamma with --burstiness. Without a rate, AIPerf's concurrency_burst: the next request as soon as one has ended.")
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
            converter = GraceConverter.class,
            description =
                    "How long requests in flight may go on after --benchmark-duration before they are cancelled; inf for until they end. Default: 30s.")
    @Nullable
    Long graceNanos;

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
            names = "--failed-request-threshold",
            paramLabel = "SHARE",
            description =
                    "The same as a share from 0 to 1, as AIPerf has it; 0 ends at any failure, once 20 have ended.")
    @Nullable
    Double failedShare;

    @Option(
            names = "--stop-over-saturated",
            description =
                    "Stop, and exit with 1, when the server falls behind: requests in flight and times to the first token both rise, by a test of their trends over the last two minutes.")
    boolean stopOverSaturated;

    @Option(
            names = "--over-saturation-after",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Not before the run has gone on for so long; 5 s in any case. Default: 30s.")
    @Nullable
    Long saturationAfterNanos;

    @Option(
            names = "--over-saturation-ttft",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Not unless half of the times to the first token are longer than this. Default: 2.5s.")
    @Nullable
    Long saturationTtftNanos;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description =
                    "Send a failed request again, up to N times, after the server's Retry-After or 100 ms, doubling; counted apart. Default: 0.")
    int retries;

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

    @Option(
            names = {"--request-rate-series", "--request-rate-file"},
            paramLabel = "FILE",
            description =
                    "A rate that changes: lines of TIME RATE, straight between them, a step where a time stands twice. Ends at its last time unless --request-count or --benchmark-duration says otherwise.")
    @Nullable
    Path requestRateSeries;

    @Option(
            names = "--user-centric-rate",
            paramLabel = "R",
            description =
                    "With --num-users: each user sends every users/R seconds, but never before its last answer has come. With sessions, their turns: some users are in the middle of one when the run begins, and whoever ends one begins another.")
    @Nullable
    Double userCentricRate;

    @Option(names = "--num-users", paramLabel = "N", description = "Users of --user-centric-rate.")
    @Nullable
    Integer numUsers;

    @Option(
            names = {"-p", "--measurement-interval"},
            paramLabel = "MS",
            description =
                    "As perf_analyzer: measure in windows of this many milliseconds, until the last three agree; only requests that ended in those count.")
    @Nullable
    String measurementInterval;

    @Option(
            names = {"-s", "--stability-percentage"},
            paramLabel = "PERCENT",
            description =
                    "How far throughput and latency of three windows may lie apart to agree; ten windows at most. Default: 999.")
    @Nullable
    Double stabilityPercentage;

    @Option(
            names = "--cut-start",
            paramLabel = "AMOUNT",
            description =
                    "Leave requests out of the results that ended this soon after the begin of the measured phase: a time, as 5s, or a share of the run, as 10%%. Default: none.")
    @Nullable
    String cutStart;

    @Option(
            names = "--cut-end",
            paramLabel = "AMOUNT",
            description = "The same of those that ended so late before the end of the run. Default: none.")
    @Nullable
    String cutEnd;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description =
                    "Send part I (from 0) of N of all requests; the parts together are exactly the whole. Default: JOB_COMPLETION_INDEX of JOB_COMPLETIONS where a Kubernetes Job sets them.")
    @Nullable
    String shard;

    @Option(
            names = "--start-at",
            paramLabel = "TIME",
            description =
                    "Begin the measured phase at this moment of the wall clock, to line parts up: 2026-01-31T12:00:00Z, seconds since 1970, or next:2m for the next full two minutes.")
    @Nullable
    String startAt;

    @Option(
            names = "--schedule-file",
            paramLabel = "FILE",
            description =
                    "Send each request at a recorded moment: JSON lines with a timestamp in milliseconds, a CSV trace, or a time in each line. Of the file that is --input-file too, requests outside the offsets are left out.")
    @Nullable
    Path scheduleFile;

    @Option(
            names = "--fixed-schedule",
            description =
                    "Send each request of --input-file at its timestamp: the same as --schedule-file with that file.")
    boolean fixedSchedule;

    @Option(
            names = "--fixed-schedule-auto-offset",
            description =
                    "Let a schedule begin with its first moment. So it does in any case, unless --fixed-schedule-start-offset says where.")
    boolean scheduleAutoOffset;

    @Option(
            names = {"--fixed-schedule-speed", "--schedule-speed"},
            paramLabel = "X",
            description = "Play a schedule X times as fast. Default: 1.")
    @Nullable
    Double scheduleSpeed;

    @Option(
            names = "--fixed-schedule-start-offset",
            paramLabel = "MS",
            description = "Leave out what is earlier in the schedule, and begin there. Default: its first moment.")
    @Nullable
    Double scheduleStartMillis;

    @Option(
            names = "--fixed-schedule-end-offset",
            paramLabel = "MS",
            description = "Leave out what is not earlier in the schedule. Default: its end.")
    @Nullable
    Double scheduleEndMillis;
}
