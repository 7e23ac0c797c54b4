package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans in files: every option has its key, what is wrong is told with its line, and a plan that was run runs the same again. */
class PlanFilesTest {
    @TempDir
    private Path directory;

    /** It has all options of {@code profile} and its own. */
    private static CommandSpec analyze() {
        return CommandTree.analyzeAlone(new Environment(Map.of(), false, 200)).getCommandSpec();
    }

    static Stream<OptionSpec> options() {
        return analyze().options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp());
    }

    private static List<String> arguments(String yaml) {
        return PlanArguments.read(PlanFile.parse("plan.yaml", yaml), analyze()).stream()
                .flatMap(setting -> setting.arguments().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionHasAKeyThatReachesIt(OptionSpec option) {
        String key = option.longestName().substring(2);
        boolean isSwitch = option.typeInfo().isBoolean();
        String expected = isSwitch ? option.longestName() : option.longestName() + "=7";
        assertThat(arguments(key + ": " + (isSwitch ? "true" : "7"))).containsExactly(expected);
        assertThat(arguments(key.replace('-', '_') + ": " + (isSwitch ? "true" : "7")))
                .containsExactly(expected);
        assertThat(PlanTemplate.of(analyze())).containsOnlyOnce("\n#" + key + ": ");
    }

    @Test
    void theTemplateIsAPlanAsItStandsAndWithItsKeysLaidOpen() throws IOException {
        Path file = directory.resolve("plan.yaml");
        assertThat(CommandRun.of("create-template", file.toString()).exitCode()).isZero();
        String text = Files.readString(file);
        assertThat(arguments(text)).isEmpty();
        String open = text.lines()
                .map(line -> line.matches("#[a-z].*") ? line.substring(1) : line)
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(arguments(open))
                .contains("--url=localhost:8000", "--goodput=time_to_first_token:300", "--streaming");
        assertThat(CommandRun.of("create-template", file.toString()).err()).contains("is there already");
    }

    @Test
    void unknownKeysAreToldAllAtOnceWithTheirLinesAndTheNearestName() throws IOException {
        CommandRun run = config("""
                model: m
                concurency: 4
                input:
                  synthetic_tokens:
                    meen: 3
                """);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(2)
                .anySatisfy(line ->
                        assertThat(line).contains("plan.yaml:2: unknown key 'concurency'; did you mean concurrency?"))
                .anySatisfy(line -> assertThat(line)
                        .contains("plan.yaml:5: unknown key 'input.synthetic_tokens.meen'; did you mean mean?"));
    }

    @Test
    void valuesOfTheWrongSortAreToldWithTheirLines() throws IOException {
        CommandRun run = config("""
                model: m
                request-count: many
                request-timeout: soon
                """);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("plan.yaml:2: 'request-count': ") && line.contains("many"))
                .anyMatch(line -> line.contains("plan.yaml:3: 'request-timeout': "));
        assertThat(config("streaming: perhaps").err()).contains("plan.yaml:1: 'streaming' is true or false");
    }

    @Test
    void whatThePlanReaderRefusesIsToldWithItsLineToo() throws IOException {
        CommandRun run = config("""
                model: m
                request-rate: 3

                concurrency-ramp: 1s
                prefix-role: king
                """);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("plan.yaml:2: --concurrency-ramp and --request-rate"))
                .anyMatch(line -> line.contains("plan.yaml:5: --prefix-role"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1|plan.yaml:1: not YAML",
                "- a|plan.yaml:1: a plan is made of",
                "'url: a\nurl: b'|plan.yaml:2: 'url' stands on line 1 already",
                "'isl: 3\nsynthetic-input-tokens-mean: 4'|was set on line 1 as 'isl'",
            })
    void whatIsNoPlanIsSaidInOneLine(String yaml, String expected) {
        assertThatThrownBy(() -> arguments(yaml))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void deepNestingIsRefusedAndNotFollowed() {
        assertThatThrownBy(() -> arguments("a: &x [*x]")).isInstanceOf(PlanException.class);
        assertThatThrownBy(() -> arguments("a: " + "[".repeat(500) + "]".repeat(500)))
                .isInstanceOf(PlanException.class);
    }

    @Test
    void genaiPerfsLayoutIsUnderstood() {
        assertThat(arguments("""
                model_names: [a, b]
                analyze:
                endpoint:
                  model_selection_strategy: random
                  backend: tensorrtllm
                  custom: v1/x
                  type: chat
                  service_kind: openai
                  streaming: True
                  server_metrics_urls: [http://localhost:8002/metrics]
                  url: host:1
                perf_analyzer:
                  path: perf_analyzer
                  verbose: False
                  stimulus: {concurrency: 8}
                  stability_percentage: 999
                  measurement: {mode: request_count, num: 40}
                  warmup_request_count: 3
                input:
                  batch_size: 1
                  extra: {temperature: 0.5, nested: {a: [1, x, null, true]}}
                  goodput: {time_to_first_token: 300}
                  header: [X-A:b]
                  file:
                  num_dataset_entries: 9
                  random_seed: 4
                  output_tokens: {mean: 20, deterministic: False, stddev: 2}
                  synthetic_tokens: {mean: 10, stddev: 1}
                  prefix_prompt: {num: 2, length: 30}
                output:
                  artifact_directory: out
                  profile_export_file: p.json
                  generate_plots: False
                tokenizer: {name: builtin, revision: main, trust_remote_code: False}
                """))
                .containsExactly(
                        "--model=a",
                        "--model=b",
                        "--model-selection-strategy=random",
                        "--endpoint=v1/x",
                        "--endpoint-type=chat",
                        "--service-kind=openai",
                        "--streaming",
                        "--url=host:1",
                        "--concurrency=8",
                        "--request-count=40",
                        "--warmup-request-count=3",
                        "--extra-inputs={\"temperature\":0.5,\"nested\":{\"a\":[1,\"x\",null,true]}}",
                        "--goodput=time_to_first_token:300",
                        "--header=X-A:b",
                        "--num-dataset-entries=9",
                        "--random-seed=4",
                        "--output-tokens-mean=20",
                        "--output-tokens-stddev=2",
                        "--synthetic-input-tokens-mean=10",
                        "--synthetic-input-tokens-stddev=1",
                        "--num-prefix-prompts=2",
                        "--prefix-prompt-length=30",
                        "--artifact-dir=out",
                        "--profile-export-file=p.json",
                        "--tokenizer=builtin",
                        "--tokenizer-revision=main");
    }

    @Test
    void aPlanWithASweepInItIsRunByAnalyze() throws IOException {
        try (MockServer server = server()) {
            CommandRun run = config("""
                    model_name: m
                    tokenizer: {name: builtin}
                    endpoint: {url: "127.0.0.1:%d"}
                    input: {synthetic_tokens: {mean: 5}, output_tokens: {mean: 2}}
                    perf_analyzer: {measurement: {num: 2}}
                    analyze:
                      concurrency: {start: 1, stop: 2}
                    output: {artifact_directory: %s}
                    """.formatted(server.port(), directory.resolve("out")));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.truth().finished()).hasSize(4);
        }
        assertThat(directory.resolve("out/analyze_export_genai_perf.csv")).exists();
        assertThat(arguments("analyze: {request_rate: {start: 2, stop: 8, step: 3}}"))
                .containsExactly("--sweep-range=request_rate:2:8:3");
        assertThat(arguments("analyze: {input_sequence_length: [4, 8]}"))
                .containsExactly("--sweep-list=input_sequence_length:4,8");
        assertThat(arguments("analyze: {input_sequence_length: [4, 8], concurrency: {start: 1, stop: 4}}"))
                .containsExactly("--sweep-list=input_sequence_length:4,8", "--sweep-range=concurrency:1:4");
        assertThat(arguments("sweep-list: {isl: [4, 8], concurrency: [1, 2]}\nsweep-type: zip"))
                .containsExactly("--sweep-list=isl:4,8", "--sweep-list=concurrency:1,2", "--sweep-type=zip");
    }

    @Test
    void listsWhereOneValueWouldBeMakeASweepThatOneValueCanTakeBack() throws IOException {
        String plan =
                "{mock: true, mock-itl: 0ms, concurrency: [1, 2], isl: [5, 9], osl: 3, request-count: 2, artifact-dir: %s}"
                        .formatted(directory.resolve("out"));
        assertThat(config(plan).err())
                .contains("4 runs: every combination of concurrency 1, 2 and input_sequence_length 5, 9");
        assertThat(config(plan, "--isl", "7", "--concurrency", "1,3").err()).contains("2 runs: concurrency 1, 3");
        assertThat(config(plan, "--isl", "7", "--concurrency", "1").out()).contains("Request Latency");
    }

    @Test
    void aPlanThatWasRunAsksTheSameAgainByteForByteAndHoldsNoSecret() throws IOException {
        try (MockServer server = server()) {
            CommandRun first = words(
                    Map.of("STREAMGAUGE_API_KEY", "sk-environment", "HF_HUB_OFFLINE", "1"),
                    "profile -m m --tokenizer builtin --isl 12 --synthetic-input-tokens-stddev 3 --osl 3 --random-seed 77",
                    "--extra-inputs temperature:0.5 -H X-Key:sk-header -H X-Request-Id:run7 --num-prompts 5 --concurrency 2",
                    "--request-count 8 --url 127.0.0.1:" + server.port(),
                    "--artifact-dir " + directory.resolve("one"));
            assertThat(first.exitCode()).as(first.err()).isZero();
            CommandRun again = CommandRun.of(
                    "config",
                    directory.resolve("one").toString(),
                    "--artifact-dir",
                    directory.resolve("two").toString());
            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.err()).contains("leaves out header X-Key", "leaves out STREAMGAUGE_API_KEY");
        }
        assertThat(directory.resolve("two/inputs.json")).hasSameBinaryContentAs(directory.resolve("one/inputs.json"));
        JsonNode one = plan("one");
        assertThat(one.at("/options/header/0").asString()).isEqualTo("X-Request-Id:run7");
        ((tools.jackson.databind.node.ObjectNode) one.get("options")).remove("artifact-dir");
        JsonNode two = plan("two");
        ((tools.jackson.databind.node.ObjectNode) two.get("options")).remove("artifact-dir");
        assertThat(two.get("options")).isEqualTo(one.get("options"));
        try (Stream<Path> files = Files.list(directory.resolve("one"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("sk-header", "sk-environment");
            }
        }
    }

    @Test
    void optionsAfterTheFileTakeThePlaceOfWhatItSays() throws IOException {
        try (MockServer server = server()) {
            Path file = Files.writeString(
                    directory.resolve("plan.yaml"), """
                    model: from-file
                    tokenizer: builtin
                    url: 127.0.0.1:%d
                    isl: 5
                    osl: 2
                    request-count: 50
                    goodput: {request_latency: 100000}
                    artifact-dir: %s
                    """.formatted(server.port(), directory.resolve("out")));
            CommandRun run = words(
                    Map.of(),
                    "config -f " + file
                            + " --override-config --request-count 3 -m given --goodput time_to_first_token:1");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.truth().finished()).hasSize(3);
        }
        JsonNode options = plan("out").get("options");
        assertThat(options.get("request-count").asString()).isEqualTo("3");
        assertThat(options.get("model").toString()).isEqualTo("[\"given\"]");
        assertThat(options.get("goodput").toString()).isEqualTo("[\"time_to_first_token:1\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--num-prompt 0|--num-prompts 0: give at least 1",
                "--num-prompt=0|--num-prompts 0: give at least 1",
                "--num-pr 0|'--num-pr' could be --num-prefix-prompts, --num-profile-runs, --num-prompts; give it in full",
                "--no-stream --num-prompts 0|--num-prompts 0: give at least 1",
            })
    void anOptionMayBeGivenByTheBeginningOfItsName(String options, String expected) {
        CommandRun run = words(Map.of(), "profile -m m --tokenizer builtin --no-preflight " + options);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected);
        assertThat(run.err().lines()).hasSize(1);
    }

    /** A command line of words without blanks in them. */
    private static CommandRun words(Map<String, String> variables, String... lines) {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            words.addAll(List.of(line.split(" ")));
        }
        return CommandRun.of(variables, words.toArray(String[]::new));
    }

    private static MockServer server() {
        return MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("1ms"))
                .build());
    }

    private JsonNode plan(String run) {
        return JsonMapper.shared()
                .readTree(directory.resolve(run + "/plan.json").toFile());
    }

    private CommandRun config(String yaml, String... more) throws IOException {
        String plan = Files.writeString(directory.resolve("plan.yaml"), yaml).toString();
        return CommandRun.of(
                Stream.concat(Stream.of("config", plan), Stream.of(more)).toArray(String[]::new));
    }
}
