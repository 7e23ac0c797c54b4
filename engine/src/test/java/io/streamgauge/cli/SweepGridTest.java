package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Sweeps over several things at once, against the built-in server. */
class SweepGridTest {
    @TempDir
    private Path directory;

    private static MockServer server() {
        return MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build());
    }

    private CommandRun run(MockServer server, String command, String flags) {
        List<String> args = new ArrayList<>(List.of(command, "-m", "m", "--tokenizer", "builtin"));
        args.addAll(List.of("--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
        args.addAll(List.of(flags.split(" ")));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private List<String> names() {
        return CommandRun.points(directory)
                .at("/points")
                .valueStream()
                .map(point -> point.get("name").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "analyze|--sweep-list concurrency:1,2 --sweep-list isl:5,9 --osl 3",
                "analyze|--concurrency 1,2 --isl=5,9 --osl 3",
                "profile|--concurrency 1:2 --isl 5,9 --osl 3",
                "profile|--sweep-type grid --concurrency 1,2 --prompt-input-tokens-mean 5:9:4 --osl 3",
                "analyze|--sweep-type concurrency --sweep-range 1:2 --sweep-list input-sequence-length:5,9 --osl 3"
            })
    void everyCombinationHasARunARowAndItsValuesInColumns(String command, String flags) throws IOException {
        try (MockServer server = server()) {
            CommandRun run = run(server, command, flags + " --request-count 3");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .startsWith(
                            "streamgauge: 4 runs: every combination of concurrency 1, 2 and input_sequence_length 5, 9\n");
            assertThat(run.out()).contains("concurrency", "input_sequence_length", "Output tokens/s");
            assertThat(server.truth().finished()).hasSize(12);
        }
        assertThat(names())
                .containsExactlyInAnyOrder(
                        "concurrency1-input_sequence_length5",
                        "concurrency1-input_sequence_length9",
                        "concurrency2-input_sequence_length5",
                        "concurrency2-input_sequence_length9");
        Path one = directory.resolve("concurrency2-input_sequence_length9");
        assertThat(CommandRun.records(one))
                .allSatisfy(record -> assertThat(record.isl()).isEqualTo(9));
        assertThat(Files.readString(one.resolve("plan.json"))).contains("\"concurrency\": \"2\"");
    }

    @Test
    void valuesInStepMakeOneRunForEachPlace() throws IOException {
        try (MockServer server = server()) {
            CommandRun run = run(server, "profile", "--sweep-type zip --concurrency 1,2 --osl 2,4 --request-count 3");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .startsWith("streamgauge: 2 runs: in step concurrency 1, 2 with output_sequence_length 2, 4\n");
        }
        assertThat(names())
                .containsExactly("concurrency1-output_sequence_length2", "concurrency2-output_sequence_length4");
        assertThat(Files.readString(directory.resolve("analyze_export_genai_perf.csv")))
                .contains(",Request Throughput (requests/sec),OSL\r\n")
                .containsPattern("concurrency2-output_sequence_length4,2,[0-9.]+,100,.*,4\r\n");
    }

    @Test
    void withARateConcurrencyIsTheMostInFlight() throws IOException {
        try (MockServer server = server()) {
            CommandRun run =
                    run(server, "analyze", "--request-rate 100,200 --concurrency 1,2 --osl 2 --request-count 3");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(names()).hasSize(4).contains("request_rate200-concurrency2");
            assertThat(run(server, "analyze", "--request-rate 100 --sweep-list 1,2 --osl 2 --request-count 3")
                            .exitCode())
                    .isZero();
        }
        assertThat(Files.readString(directory.resolve("request_rate200-concurrency2/plan.json")))
                .contains("\"max-concurrency\": \"2\"", "\"request-rate\": \"200\"");
        assertThat(Files.readString(directory.resolve("concurrency2/plan.json")))
                .contains("\"max-concurrency\": \"2\"");
    }

    @Test
    void goesOnWhereItWasBrokenOff() throws IOException {
        try (MockServer server = server()) {
            String flags = "--concurrency 1,2 --isl 5,9 --osl 3 --request-count 3";
            assertThat(run(server, "analyze", flags).exitCode()).isZero();
            Files.delete(directory.resolve("concurrency2-input_sequence_length5/point.json"));
            CommandRun again = run(server, "analyze", flags);
            assertThat(again.err())
                    .contains("concurrency2-input_sequence_length9 (done before)")
                    .doesNotContain("concurrency2-input_sequence_length5 (done before)");
            assertThat(server.truth().finished()).hasSize(15);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--concurrency 1:1024 --isl 1:512 --osl 1:512|there would be 1100 runs of 11 values of concurrency and 10 values of input_sequence_length and 10",
                "--concurrency 1,2,3 --max-sweep-runs 2|--max-sweep-runs 2: there would be 3 runs of 3 values of concurrency",
                "--sweep-type zip --concurrency 1,2 --isl 5,6,7|there are 2 values of concurrency and 3 values of input_sequence_length",
                "--concurrency 1,2 --sweep-list concurrency:3,4|concurrency has its values already",
                "--sweep-list 1,2 --sweep-range 1:4|concurrency has its values already",
                "--sweep-list moons:1,2|--sweep-list 'moons': use one of concurrency, request_rate",
                "--sweep-type zip --sweep-list 1,2|of what? give --sweep-list NAME:1,2",
                "--sweep-type grid --sweep-range 1:2|of what? give --sweep-range NAME:1:2",
                "--sweep-type osl --concurrency 1,2|--sweep-type osl: its values are not given",
                "--concurrency 1,x|'x' in '1,x' is no number",
                "--isl 1.5,2|1.5 is not whole",
                "--concurrency 1,2 --prefill-concurrency 4 --sweep-list prefill_concurrency:1,2|--prefill-concurrency and --sweep-type",
                "--search --slo request_latency.p99<9 --concurrency 1:4 --isl 5,6,6|a sweep with input_sequence_length 6 twice",
                "--search --slo request_latency.p99<9 --concurrency 1,4|a search goes through a --sweep-range",
                "--concurrency 1,1.0,2 --isl 5|a sweep with concurrency 1 twice: give each value once",
                "--sweep-type zip --concurrency 1,1 --isl 5,5|a sweep with concurrency 1, input_sequence_length 5 twice",
                "--isl 5,x|--sweep-list input_sequence_length: 'x' in '5,x' is no number",
                "--request-rate 1,1e999999999|'1e999999999' in '1,1e999999999': give a number of at most 18 digits",
                "--request-rate 1,1e-999999999|'1e-999999999' in '1,1e-999999999': give a number of at most 18 digits",
                "--search --concurrency 1:4|--search: what must hold?",
                "--concurrency 1,2 --osl 0,3|'0' in '0,3' must be above 0"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        try (MockServer server = server()) {
            CommandRun run = run(server, "profile", flags);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains(expected).hasLineCount(1);
            assertThat(server.truth().finished()).isEmpty();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatOnlyASweepHasMakesAProfileOne() {
        Environment environment = new Environment(Map.of(), false, 200);
        CommandSpec profile = CommandTree.profileAlone(environment).getCommandSpec();
        List<String> own = CommandTree.analyzeAlone(environment).getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> {
                    OptionSpec same = profile.findOption(name);
                    return same == null || same.hidden();
                })
                .toList();
        assertThat(own).hasSizeGreaterThan(8);
        assertThat(MagicLists.ONLY_OF_A_SWEEP).containsAll(own);
    }
}
