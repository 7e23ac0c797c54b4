package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every option of genai-perf's {@code profile}, 0.0.12 and 0.0.16: it works, or one line says why it has no meaning here. */
class GenaiPerfFlagsTest {
    /** Every name of an option of its {@code profile}, 0.0.12 and 0.0.16. */
    static final String PROFILE = """
                --model -m --model-selection-strategy --backend --endpoint --endpoint-type --service-kind --server-metrics-url
                --server-metrics-urls --streaming --url -u --image-width-mean --image-width-stddev --image-height-mean
                --image-height-stddev --image-format --batch-size-image --batch-size-text --batch-size -b --extra-inputs --goodput
                -g --header -H --input-file --num-dataset-entries --num-prompts --num-prefix-prompts --output-tokens-mean --osl
                --output-tokens-mean-deterministic --output-tokens-stddev --random-seed --request-count --num-requests
                --grpc-method --synthetic-input-tokens-mean --isl --synthetic-input-tokens-stddev --prefix-prompt-length
                --warmup-request-count --num-warmup-requests --verbose -v --artifact-dir --generate-plots --profile-export-file
                --concurrency --request-rate --measurement-interval -p --stability-percentage -s --num-sessions
                --session-concurrency --session-turn-delay-mean --session-turn-delay-stddev --session-turns-mean
                --session-turns-stddev --session-delay-ratio --tokenizer --tokenizer-revision --tokenizer-trust-remote-code
                --audio-length-mean --audio-length-stddev --audio-format --audio-depths --audio-sample-rates
                --audio-num-channels --batch-size-audio --checkpoint-dir --enable-checkpointing --fixed-schedule
                """;

    @TempDir
    private Path directory;

    private CommandRun profile(String... more) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("1ms"))
                .build())) {
            List<String> args = new ArrayList<>(List.of("profile", "-m", "m", "--tokenizer", "builtin"));
            args.addAll(List.of("-u", "127.0.0.1:" + server.port()));
            args.addAll(List.of("--artifact-dir", directory.toString()));
            args.addAll(List.of(more));
            return CommandRun.of(args.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--server-metrics-url http://127.0.0.1:1/metrics",
                "--server-metrics-urls http://127.0.0.1:1/metrics http://127.0.0.1:2/metrics",
                "--model m2",
                "--model-selection-strategy random",
                "--endpoint v1/chat/completions",
                "--endpoint-type completions",
                "--service-kind openai",
                "--streaming",
                "--extra-inputs temperature:0.5",
                "--goodput request_latency:1000000",
                "-g request_latency:1000000",
                "--header X-A:b",
                "-H X-A:b",
                "--num-dataset-entries 3",
                "--num-prompts 3",
                "--endpoint-type completions --batch-size-text 2",
                "--endpoint-type embeddings -b 2",
                "--endpoint-type vision --image-width-mean 40 --image-width-stddev 1",
                "--endpoint-type vision --image-height-mean 40 --image-height-stddev 1",
                "--endpoint-type vision --image-format png --batch-size-image 2",
                "--endpoint-type multimodal --audio-length-mean 0.1 --audio-length-stddev 0.01",
                "--endpoint-type multimodal --audio-length-mean 0.1 --audio-format wav --audio-depths 16 8",
                "--endpoint-type multimodal --audio-length-mean 0.1 --audio-sample-rates 8 16 --audio-num-channels 2",
                "--endpoint-type multimodal --audio-length-mean 0.1 --batch-size-audio 2",
                "--num-prefix-prompts 2",
                "--prefix-prompt-length 10",
                "--output-tokens-mean 4",
                "--osl 4 --output-tokens-stddev 1",
                "--random-seed 9",
                "--request-count 3",
                "--num-requests 3",
                "--synthetic-input-tokens-mean 9",
                "--isl 9 --synthetic-input-tokens-stddev 1",
                "--warmup-request-count 2",
                "--num-warmup-requests 2",
                "--verbose",
                "-v",
                "--profile-export-file run.json",
                "--concurrency 2",
                "--request-rate 100",
                "--measurement-interval 50",
                "-p 50",
                "--stability-percentage 999 -p 50",
                "-s 999 -p 50",
                "--num-sessions 2 --session-concurrency 2 --session-turns-mean 2 --session-turns-stddev 1",
                "--num-sessions 2 --session-turn-delay-mean 1 --session-turn-delay-stddev 1 --session-delay-ratio 1.0",
                "--num-sessions 0 --tokenizer-revision main",
                "--tokenizer-trust-remote-code",
                "--enable-checkpointing --checkpoint-dir x"
            })
    void works(String flags) {
        CommandRun run =
                profile((flags + (flags.contains("osl") || flags.contains("output") ? "" : " --osl 3")).split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Request Latency");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--backend vllm",
                "--grpc-method a.B/C",
                "--generate-plots",
                "--output-tokens-mean-deterministic",
                "--service-kind dynamic_grpc",
                "--service-kind triton",
                "--service-kind tensorrtllm_engine",
                "-- --max-threads 256",
                "-- -v",
                "-- --request-distribution poisson",
                "-- --something-new=1"
            })
    void saysInOneLineWhyNot(String flags) {
        CommandRun run = profile(flags.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip())
                .doesNotContain("\n")
                .startsWith("streamgauge: -")
                .doesNotContain("Unknown option")
                .containsAnyOf("is not supported: ", "--service-kind");
    }

    /** Every name that its parsers of 0.0.12 and 0.0.16 know, for {@code profile} and for {@code analyze}. */
    @Test
    void knowsEveryName() {
        Environment environment = new Environment(Map.of(), false, 200);
        for (String name : PROFILE.strip().split("\\s+", -1)) {
            assertThat(CommandTree.profileAlone(environment).getCommandSpec().findOption(name))
                    .as(name)
                    .isNotNull();
        }
        for (String name :
                List.of("--sweep-type", "--sweep-range", "--sweep-list", "--concurrency", "--goodput", "-m")) {
            assertThat(CommandTree.analyzeAlone(environment).getCommandSpec().findOption(name))
                    .as(name)
                    .isNotNull();
        }
    }

    @Test
    void saysSoOfAllAtOnceTogetherWithContradictions() {
        CommandRun run = profile(
                "--backend",
                "vllm",
                "--generate-plots",
                "--concurrency",
                "2",
                "--request-rate",
                "3",
                "--",
                "--max-threads",
                "4");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().toList()).hasSize(4);
    }

    @Test
    void whatIsMeantForNoOptionIsNotSwallowed() {
        CommandRun run = profile("stray");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'stray'");
    }
}
