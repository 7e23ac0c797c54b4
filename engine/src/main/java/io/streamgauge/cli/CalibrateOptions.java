package io.streamgauge.cli;

import io.streamgauge.mock.LatencyModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code calibrate} is to run. */
final class CalibrateOptions {
    /** Enough for the hot path to be compiled before it is measured. */
    private static final int WARMUP_TOKENS = 40_000;

    /** Enough for most of what is done once for each answer to be so too: compilers take their memory when little else is held. */
    private static final int WARMUP_REQUESTS = 1_000;

    /** Requests after which the server's own code is compiled. */
    private static final int SERVER_WARMUP = 3_000;

    private static final long RAMP_NANOS_PER_STREAM = 200_000;
    private static final int MOST_PROMPTS = 256;

    @Option(names = "--concurrency", paramLabel = "N", description = "Streams at once. Default: 256.")
    int concurrency = 256;

    @Option(names = "--request-count", paramLabel = "N", description = "Streams in all. Default: as many as at once.")
    @Nullable
    Integer requestCount;

    @Option(names = "--tokens", paramLabel = "N", description = "Tokens of each stream. Default: 500.")
    int tokens = 500;

    @Option(names = "--ttft", paramLabel = "TIME", description = "Server's time to first token. Default: 20ms.")
    String ttft = "20ms";

    @Option(names = "--itl", paramLabel = "TIME", description = "Server's time between tokens. Default: 10ms.")
    String itl = "10ms";

    @Option(
            names = "--events-per-write",
            paramLabel = "N",
            description = "Events that the server gathers into one write. Default: 1.")
    int eventsPerWrite = 1;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Spread the first requests over this long. Default: 200us for each stream.")
    @Nullable
    Long rampNanos;

    @Option(
            names = "--warmup-request-count",
            paramLabel = "N",
            description =
                    "Streams before the measured ones. Default: 1,000, more where 40,000 tokens take more, at most --concurrency.")
    @Nullable
    Integer warmupCount;

    @Option(
            names = "--find-limit",
            description = "Look for the highest --concurrency at which the p99 of token delays stays under --bound.")
    boolean findLimit;

    @Option(
            names = "--bound",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "With --find-limit: what the p99 of token delays may be. Default: 100us.")
    long boundNanos = 100_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result to a file too.")
    @Nullable
    Path json;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say what is done while it is done, and where errors come from.")
    boolean verbose;

    /** @throws io.streamgauge.plan.PlanException with all that is wrong */
    void check() {
        Problems problems = new Problems();
        problems.positive("--concurrency", concurrency, 1);
        problems.positive("--tokens", tokens, 1);
        problems.positive("--events-per-write", eventsPerWrite, 1);
        problems.positive("--request-count", requestCount, 1);
        problems.addIf(
                warmupCount != null && warmupCount < 0, "--warmup-request-count " + warmupCount + ": give 0 or more");
        time(problems, "--ttft", ttft);
        time(problems, "--itl", itl);
        problems.addIf(
                findLimit && json != null, "--json and --find-limit: the file holds one run; give one of the two");
        problems.throwIfAny();
    }

    private static void time(Problems problems, String option, String value) {
        try {
            LatencyModel.parse(value);
        } catch (IllegalArgumentException e) {
            problems.add(option + ": " + e.getMessage());
        }
    }

    int requests(int streams) {
        return requestCount == null ? streams : requestCount;
    }

    private int warmup(int streams) {
        return warmupCount == null
                ? Math.min(streams, Math.max(WARMUP_REQUESTS, (WARMUP_TOKENS + tokens - 1) / tokens))
                : warmupCount;
    }

    /** Options of the server's process, for so many measured requests. */
    List<String> serverOptions(int requests) {
        long answers = requests + (long) warmup(Integer.MAX_VALUE);
        return List.of(
                "--ttft", ttft,
                "--itl", itl,
                "--events-per-write", Integer.toString(eventsPerWrite),
                "--truth-tokens", Long.toString(answers * tokens),
                "--warm-up", Integer.toString(SERVER_WARMUP));
    }

    /** The benchmark that this comes to. */
    ProfileOptions profile(String url, int streams, int requests, ClientOptions client, Path directory) {
        ProfileOptions profile = new ProfileOptions();
        profile.target.urls = List.of(url);
        profile.target.models = List.of("calibration");
        profile.input.numPrompts = Math.min(requests, MOST_PROMPTS);
        profile.input.inputTokensMean = 10;
        profile.input.outputTokensMean = tokens;
        profile.load.concurrency = String.valueOf(streams);
        profile.load.requestCount = requests;
        profile.warmup.requestCount = warmup(streams);
        profile.load.concurrencyRampNanos = rampNanos == null ? RAMP_NANOS_PER_STREAM * streams : rampNanos;
        profile.client = client;
        profile.tokenizer.tokenizer = "builtin";
        profile.results.artifactDir = directory;
        return profile;
    }
}
