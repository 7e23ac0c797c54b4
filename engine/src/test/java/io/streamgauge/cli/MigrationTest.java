package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/migration.md says of other tools' options is what becomes of them. */
class MigrationTest {
    private static final String AIPERF = "AIPerf, flag by flag";
    private static final String GENAI_PERF = "genai-perf, flag by flag";

    /** Each option of AIPerf that is said to be the same, at work; {@code {}} stands for a directory, {@code @} for the server. */
    private static final String EXAMPLES = """
            -m a --model-selection-strategy round_robin
            --model a,b
            --model-names a --custom-endpoint v1/chat/completions
            --endpoint v1/chat/completions -u @
            --endpoint-type chat --streaming --url @ --url-strategy round_robin
            --request-timeout-seconds 30 --transport-type nio --connection-reuse-strategy never
            --transport auto --use-legacy-max-tokens
            --tokenizer builtin --tokenizer-revision main --tokenizer-trust-remote-code
            --extra-inputs temperature:0.5 top_p:0.9 --header X-A:b
            -H X-A:b --random-seed 3
            --input-file {}/in.jsonl --custom-dataset-type single_turn --dataset-sampling-strategy shuffle --allow-dataset-wrap
            --input-file {}/trace.jsonl --prompt-input-tokens-block-size 16 --custom-dataset-type mooncake_trace
            --input-file {}/trace.jsonl --synthetic-input-tokens-block-size 16 --custom-dataset-type mooncake_trace
            --input-file {}/trace.jsonl --isl-block-size 16 --custom-dataset-type mooncake_trace
            --schedule-file {}/trace.jsonl --fixed-schedule-auto-offset
            --input-file {}/trace.jsonl --isl-block-size 16 --no-fixed-schedule
            --input-file {}/trace.jsonl --isl-block-size 16 --fixed-schedule --synthesis-speedup-ratio 2
            --input-file {}/trace.jsonl --isl-block-size 16 --synthesis-prefix-len-multiplier 2 --synthesis-prefix-root-multiplier 2
            --input-file {}/trace.jsonl --isl-block-size 16 --synthesis-prompt-len-multiplier 2 --synthesis-output-len-multiplier 2
            --input-file {}/trace.jsonl --isl-block-size 16 --synthesis-max-isl 25 --synthesis-max-osl 2
            --schedule-file {}/trace.jsonl --fixed-schedule-start-offset 1 --fixed-schedule-end-offset 100
            --goodput request_latency:1000000 time_to_first_token:1000000
            --num-sessions 2 --session-turns-mean 2 --session-turns-stddev 0 --session-turn-delay-mean 1
            --num-conversations 2 --conversation-turn-mean 2 --conversation-turn-stddev 0 --session-turn-delay-mean 1
            --conversation-num 2 --conversation-turn-delay-mean 1 --conversation-turn-delay-stddev 0 --session-delay-ratio 1
            --num-sessions 2 --session-turn-delay-stddev 0 --conversation-turn-delay-ratio 0.5
            --num-sessions 2 --session-turns-mean 2 --session-turn-delay-mean 1 --ignore-trace-delays
            --num-prompts 3 --no-force-min-tokens
            --input-file {}/trace.jsonl --isl-block-size 16 --open-loop-replay --omit-kv-hints
            --input-file {}/trace.jsonl --isl-block-size 16 --open-loop-strict
            --input-file {}/agents.jsonl --no-open-loop-replay --ignore-trace-delays
            --input-file {}/agents.jsonl --custom-dataset-type weka_trace --use-think-time-only --trace-idle-gap-cap-seconds 0.01
            --num-sessions 2 --session-turns-mean 2 --session-turn-delay-mean 9000 --inter-turn-delay-cap-seconds 0.01
            --num-dataset-entries 3 --cache-bust
            --num-prompts 3 --prompt-corpus coding
            --num-prompts 3 --prompt-corpus random --random-corpus-style vllm
            --endpoint-type embeddings --prompt-batch-size 2
            --endpoint-type embeddings --batch-size-text 2
            --endpoint-type embeddings --batch-size 2
            --endpoint-type embeddings -b 2
            --endpoint-type rankings --rankings-passages-mean 2 --rankings-passages-stddev 1
            --endpoint-type rankings --rankings-passages-prompt-token-mean 9 --rankings-passages-prompt-token-stddev 1
            --endpoint-type rankings --rankings-query-prompt-token-mean 9 --rankings-query-prompt-token-stddev 1
            --reset-kv-cache --reset-kv-cache-path /reset_prefix_cache --reset-kv-cache-timeout-seconds 5
            --server-profiler --server-profiler-start-path /start_profile --server-profiler-stop-path /stop_profile
            --server-profiler --server-profiler-timeout-seconds 5
            --wait-for-model-mode inference --export-outputs-json
            --network-latency-automatic --network-latency-ping-interval 0.5
            --network-latency-mean 0.1 --session-header X-Session-ID --force-min-tokens
            --num-prefix-prompts 2 --prefix-prompt-length 5
            --prefix-prompt-pool-size 2 --prompt-prefix-length 5
            --prompt-prefix-pool-size 2
            --shared-system-prompt-length 9 --user-context-prompt-length 9
            --system-prompt Briefly. --user-context-prompt-length 9
            --system-prompt-file {}/in.jsonl
            --synthetic-input-tokens-mean 9 --synthetic-input-tokens-stddev 1 --output-tokens-mean 3 --output-tokens-stddev 1
            --prompt-input-tokens-mean 9 --prompt-input-tokens-stddev 1
            --prompt-output-tokens-mean 3 --prompt-output-tokens-stddev 1
            --isl 9 --isl-stddev 1 --osl 3 --osl-stddev 1
            --isl 9 --random-range-ratio 0.5
            --sequence-distribution 9,3:100
            --seq-dist 9,3:100
            --endpoint-type multimodal --audio-batch-size 1 --audio-length-mean 0.1 --audio-length-stddev 0 --audio-format wav
            --endpoint-type multimodal --batch-size-audio 1 --audio-length-mean 0.1 --audio-depths 16 --audio-num-channels 1
            --endpoint-type multimodal --audio-length-mean 0.1 --audio-sample-rates 8 --audio-format mp3
            --endpoint-type multimodal --image-width-mean 9 --image-width-stddev 0 --image-height-mean 9 --image-batch-size 2
            --endpoint-type multimodal --image-width-mean 9 --num-prompts 2 --uuid-and-strip
            --endpoint-type multimodal --image-height-stddev 0 --image-format random --batch-size-image 2
            --endpoint-type multimodal --image-source noise --image-source-sampling random-with-replacement
            --video-batch-size 1 --video-width 32 --video-height 16 --video-duration 0.5 --video-fps 4
            --batch-size-video 2 --video-width 32 --video-height 16 --video-synth-type noise --video-format mp4 --video-codec mjpeg
            --video-width 32 --video-height 16 --video-duration 0.5 --video-audio-num-channels 2 --video-audio-sample-rate 48000 --video-audio-codec mp3 --video-audio-depth 24
            --benchmark-duration 60 --benchmark-grace-period 1
            --benchmark-duration 0.03 --benchmark-grace-period inf --warmup-duration 0.02 --warmup-grace-period inf
            --concurrency 2 --concurrency-ramp-duration 0.01
            --concurrency 2 --arrival-pattern concurrency_burst --failed-request-threshold 0.1
            --input-file {}/trace.jsonl --isl-block-size 16 --fixed-schedule --replay-speedup 2
            --request-content-type application/json --server-metrics-formats json csv jsonl parquet
            --request-rate 200 --arrival-pattern poisson --request-rate-ramp-duration 0.01
            --request-rate 200 --request-rate-mode constant
            --request-rate 200 --arrival-pattern gamma --arrival-smoothness 0.5
            --request-rate 200 --vllm-burstiness 0.5 --num-requests 3
            --request-rate-series {}/rates.json
            --warmup-request-count 1 --request-count 3
            --num-warmup-requests 1
            --warmup-duration 0.02 --warmup-concurrency 2 --warmup-concurrency-ramp-duration 0.01 --warmup-grace-period 1
            --warmup-request-count 2 --warmup-request-rate 200 --warmup-arrival-pattern poisson --warmup-request-rate-ramp-duration 0.01
            --num-sessions 2 --num-warmup-sessions 1
            --concurrency 3 --prefill-concurrency 2 --prefill-concurrency-ramp-duration 0.01
            --warmup-request-count 2 --warmup-prefill-concurrency 2 --warmup-prefill-concurrency-ramp-duration 0.01
            --user-centric-rate 200 --num-users 2
            --request-cancellation-rate 1 --request-cancellation-delay 10
            --artifact-dir {}/a --profile-export-file x.json --export-level summary --slice-duration 10
            --output-artifact-dir {}/b --profile-export-prefix x --profile-export-level records
            --no-auto-plot --server-metrics http://127.0.0.1:1/metrics --no-gpu-telemetry
            --no-server-metrics --gpu-telemetry http://127.0.0.1:1/metrics
            --no-server-metrics --gpu-telemetry 127.0.0.1:1 {}/fields.csv
            --no-server-metrics --gpu-telemetry pynvml
            --no-server-metrics --gpu-telemetry amdsmi
            --ui simple --verbose
            --ui-type none --extra-verbose
            -v --parameter-sweep-same-seed --wait-for-model-timeout 1 --wait-for-model-interval 1
            -vv
            --num-profile-runs 2 --profile-run-cooldown-seconds 0.01 --confidence-level 0.9 --set-consistent-seed
            --num-profile-runs 2 --profile-run-disable-warmup-after-first --no-vary-seed-per-trial
            --num-profile-runs 2 --no-profile-run-disable-warmup-after-first --vary-seed-per-trial
            --num-profile-runs 2 --no-set-consistent-seed
            --concurrency 1,2 --isl 5,9 --sweep-type zip --parameter-sweep-cooldown-seconds 0.01
            --concurrency 1,2 --num-profile-runs 2 --parameter-sweep-mode independent --no-parameter-sweep-same-seed
            --search-recipe max-concurrency-under-sla --search-style grid --ttft-sla-ms 100000 --concurrency-min 1 --concurrency-max 2
            --search-recipe max-goodput-under-slo --ttft-sla-ms 100000 --itl-sla-ms 100000 --e2e-sla-ms 100000 --slo-attainment-fraction 0.9 --concurrency-max 1
            --search-recipe max-throughput-itl-sla --tpot-sla-ms 100000 --error-rate-sla 0.1 --concurrency-max 1
            --search-space concurrency:1,3:int --search-metric request_throughput --search-stat avg --search-direction maximize --search-max-iterations 3 --search-initial-points 2 --search-random-seed 42
            --search-space concurrency:1,2 --search-planner monotonic_sla --search-sla time_to_first_token:p95:lt:100000 --search-max-iterations 3
            --search-space concurrency:1,2:int --search-metric request_throughput --search-direction maximize --search-max-iterations 4 --search-sla-tier premium:time_to_first_token:p95:lt:100000 --search-sla-tier time_to_first_token:p95:lt:200000,request_latency:p99:lt:200000
            --search-space concurrency:1,2:int --search-planner smooth_isotonic --search-metric request_throughput --search-direction maximize --search-max-iterations 3 --search-sla time_to_first_token:p95:lt:100000
            --search-space concurrency:1,3:int --search-metric request_throughput --search-direction maximize --search-max-iterations 3 --search-initial-points 2 --search-planner optuna --optuna-sampler tpe --optuna-terminator regret --bo-constraint-mode penalty
            --search-space concurrency:1,3:int --search-metric request_throughput --search-direction maximize --search-max-iterations 3 --search-initial-points 2 --search-planner optuna --optuna-sampler botorch --optuna-acquisition qlognei
            --search-space concurrency:1,2:int --search-metric time_to_first_token --search-stat p95 --search-direction minimize --search-max-iterations 3 --search-initial-points 2 --num-profile-runs 2 --search-percentile-pooling pooled
            --search-recipe pareto-sweep --isl-osl-pairs 5/2,9/3 --concurrency 1,2
            --isl-min 4 --isl-max 8 --isl-steps 2
            --osl-min 2 --osl-max 3 --osl-steps 2
            --concurrency-max 2 --concurrency-steps 2 --degradation-threshold 0.2 --degradation-metric-tag request_latency --degradation-stat p99
            --concurrency 1,2 --search-sla time_to_first_token:p95:lt:100000
            --num-profile-runs 3 --convergence-metric request_latency --convergence-stat p99 --convergence-threshold 0.9 --convergence-mode cv
            """;

    /** Read, but not run: the built-in vocabulary has no chat template. */
    private static final String READ_ONLY = "--apply-chat-template";

    @TempDir
    private Path directory;

    static List<String> examples() {
        return EXAMPLES.lines().toList();
    }

    private static Set<String> namesOf(List<MigrationTable.Row> rows) {
        return new TreeSet<>(rows.stream().flatMap(row -> row.names().stream()).toList());
    }

    private static List<MigrationTable.Row> aiperf() {
        return MigrationTable.rows(AIPERF::equals);
    }

    @Test
    void hasEveryOptionOfAiperfOnce() throws IOException {
        try (var list = Objects.requireNonNull(
                MigrationTest.class.getResourceAsStream("/migration/aiperf-0.13-profile-options.txt"))) {
            assertThat(aiperf().stream().flatMap(row -> row.names().stream()))
                    .containsExactlyInAnyOrderElementsOf(new String(list.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    @Test
    void hasEveryOptionOfGenaiPerf() {
        assertThat(namesOf(MigrationTable.rows(GENAI_PERF::equals)))
                .containsAll(List.of(GenaiPerfFlagsTest.PROFILE.strip().split("\\s+", -1)));
    }

    @Test
    void everySameOptionOfAiperfIsAtWorkInAnExample() {
        Set<String> shown = new TreeSet<>(List.of(READ_ONLY));
        examples()
                .forEach(line -> Arrays.stream(line.split(" ", -1))
                        .filter(word -> word.matches("--?[a-zA-Z].*"))
                        .forEach(shown::add));
        shown.remove("--schedule-file");
        assertThat(shown)
                .isEqualTo(namesOf(
                        aiperf().stream().filter(MigrationTable.Row::isSame).toList()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void works(String line) throws IOException {
        Files.writeString(directory.resolve("in.jsonl"), "{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
        Files.writeString(
                directory.resolve("fields.csv"), "DCGM_FI_DEV_FB_RESERVED, gauge, Memory reserved (in MiB)\n");
        Files.writeString(directory.resolve("rates.json"), """
                {"points": [{"time_s": 0, "qps": 100}, {"time_s": 0.05, "qps": 200.5}]}
                """);
        Files.writeString(directory.resolve("trace.jsonl"), """
                {"timestamp": 0, "input_length": 20, "output_length": 3, "hash_ids": [1, 2]}
                {"timestamp": 9, "input_length": 30, "output_length": 3, "hash_ids": [1, 3]}
                """);
        Files.writeString(directory.resolve("agents.jsonl"), """
                {"id": "a", "block_size": 16, "hash_id_scope": "local", "requests": [{"t": 0, "in": 20, "out": 2}, {"t": 900, "in": 30, "out": 2}]}
                """);
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            String url = "127.0.0.1:" + server.port();
            List<String> args = new ArrayList<>(List.of("profile"));
            args.addAll(List.of(
                    line.replace("{}", directory.toString()).replace("@", url).split(" ", -1)));
            add(args, List.of("-m", "--model", "--model-names"), "m");
            add(args, List.of("-u", "--url"), url);
            add(args, List.of("--tokenizer"), "builtin");
            add(
                    args,
                    List.of("--artifact-dir", "--output-artifact-dir"),
                    directory.resolve("out").toString());
            if (!line.matches(".*(--osl|output-tokens|seq|trace|agents|endpoint-type [er]).*")) {
                add(args, List.of("--osl"), "3");
            }
            CommandRun run = CommandRun.of(args.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).containsAnyOf("Request Latency", "Throughput per user against throughput");
        }
    }

    private static void add(List<String> args, List<String> names, String value) {
        if (names.stream().noneMatch(args::contains)) {
            args.addAll(List.of(names.getFirst(), value));
        }
    }

    @Test
    void countsByTheChatTemplateWhereAiperfAppliesIt() {
        CommandRun run = CommandRun.of(
                "profile",
                "-m",
                "m",
                "--tokenizer",
                "builtin",
                "-u",
                "127.0.0.1:1",
                READ_ONLY,
                "--endpoint-type",
                "embeddings");
        assertThat(run.err()).contains("--isl-counting chat-template");
    }

    static Stream<MigrationTable.Row> refused() {
        return Stream.of(AIPERF, GENAI_PERF)
                .flatMap(heading -> MigrationTable.rows(heading::equals).stream())
                .filter(row -> !row.isSame() && !row.names().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void saysInOneLineWhyNotAndWhatInstead(MigrationTable.Row row) {
        for (String name : row.names()) {
            CommandRun run =
                    CommandRun.of("profile", "-m", "m", "--tokenizer", "builtin", "-u", "127.0.0.1:1", name, "1");
            assertThat(run.exitCode()).as(name).isEqualTo(2);
            assertThat(run.err().strip()).as(name).matches("streamgauge: --[a-z0-9-]+ is not supported: \\S.*");
            DocumentedCommandsTest.optionsIn(row.here())
                    .forEach(option -> assertThat(run.err()).as(name).contains(option));
        }
    }

    @Test
    void namesOnlyWhatThereIs() {
        List<MigrationTable.Row> all = MigrationTable.rows(heading -> true);
        Set<String> options = DocumentedCommandsTest.options();
        assertThat(all).hasSizeGreaterThan(200);
        assertThat(all).allSatisfy(row -> {
            assertThat(row.here()).matches("same|no|`.*`");
            assertThat(options).containsAll(DocumentedCommandsTest.optionsIn(row.here()));
        });
        for (String tool : List.of("guidellm", "vLLM's `bench serve`", "inference-perf")) {
            List<MigrationTable.Row> rows = MigrationTable.rows(tool::equals);
            assertThat(rows).as(tool).hasSizeGreaterThan(10);
            assertThat(options)
                    .containsAll(namesOf(
                            rows.stream().filter(MigrationTable.Row::isSame).toList()));
        }
    }

    @Test
    void ownNamesComeBeforeOthersInAbbreviations() {
        assertThat(CommandRun.of("profile", "--warmup-req", "x").err()).contains("--warmup-request-count");
        assertThat(CommandRun.of("profile", "--warmup", "x").err()).contains("could be --warmup-arrival-pattern");
        assertThat(CommandRun.of("profile", "--output-art", "x", "--artifact-dir", "y")
                        .err())
                .contains("--artifact-dir: given more than once");
        assertThat(CommandRun.of("profile", "--otel-", "x").err()).contains("could be --otel-resource-attributes");
    }
}
