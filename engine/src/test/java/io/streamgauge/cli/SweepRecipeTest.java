package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** AIPerf's recipes, typed as for it, against the built-in server. */
class SweepRecipeTest {
    @TempDir
    private Path directory;

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(LatencyModel.parse("2ms")).itl(LatencyModel.parse("0ms"));
    }

    private CommandRun run(MockServer server, String flags) {
        return CommandRun.profile("127.0.0.1:" + server.port(), directory, flags.split(" "));
    }

    private JsonNode results() {
        return CommandRun.points(directory);
    }

    private List<String> names() {
        return results()
                .get("points")
                .valueStream()
                .map(point -> point.get("name").asString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-recipe max-concurrency-under-sla --e2e-sla-ms 100000|request_latency.p99<100000.0",
                "--search-recipe max-concurrency-under-sla --search-sla request_latency:avg:le:100000 --error-rate-sla 0.1|request_latency.avg<100000.0",
                "--search-recipe max-throughput-ttft-sla --ttft-sla-ms 100000 --search-planner monotonic_sla|time_to_first_token.p95<100000.0"
            })
    void searchesForTheHighestConcurrency(String flags, String bound) {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(server, flags + " --concurrency-max 2 --osl 3 --request-count 4");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Highest concurrency that holds ", bound, ": 2 (nothing higher was tried)");
        }
        assertThat(names()).containsExactly("concurrency1", "concurrency2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-recipe max-throughput-ttft-sla --ttft-sla-ms 100000|output_token_throughput|time_to_first_token.p95<100000.0",
                "--search-recipe max-throughput-itl-sla --tpot-sla-ms 100000|output_token_throughput|inter_token_latency.p95<100000.0",
                "--search-recipe max-concurrency-under-sla --search-style bo --ttft-sla-ms 100000|output_token_throughput|time_to_first_token.p95<100000.0",
                "--search-recipe max-goodput-under-slo --ttft-sla-ms 100000 --itl-sla-ms 100000 --e2e-sla-ms 100000|request_goodput|goodput request_latency:100000.0"
            })
    void searchesForTheMostThatKeepsTheBounds(String flags, String metric, String bound) throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run =
                    run(server, flags + " --concurrency-max 2 --osl 3 --request-count 4 --search-max-iterations 9");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Most " + metric + ".avg that holds ", bound, "(of 2 tried)");
        }
        assertThat(names()).containsExactly("concurrency1", "concurrency2");
        if (flags.contains("goodput")) {
            assertThat(Files.readString(directory.resolve("concurrency2/plan.json")))
                    .contains("time_to_first_token:100000", "inter_token_latency:100000");
        }
    }

    @Test
    void aBoundThatIsNotKeptIsFound() {
        // Two answers at a time, of 100 ms each: a third waits for its first token.
        try (MockServer server = MockServer.start(
                quick().ttft(LatencyModel.parse("100ms")).maxConcurrent(2).build())) {
            CommandRun run = run(
                    server,
                    "--search-recipe max-concurrency-under-sla --ttft-sla-ms 160 --concurrency-max 8 --osl 2"
                            + " --request-count 12");
            assertThat(run.out()).contains("time_to_first_token.p95<160.0: 2 (3 does not)");
            assertThat(run(
                                    server,
                                    "--search-recipe max-throughput-ttft-sla --ttft-sla-ms 160 --concurrency-max 8 --osl 2"
                                            + " --request-count 12")
                            .out())
                    .containsPattern("p95<160.0: [0-9.]+ at concurrency 2 \\(of [3-8] tried\\)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-recipe pareto-sweep --isl-osl-pairs 5/2,9/3 --concurrency 1,2|concurrency1-input_sequence_length5-output_sequence_length2 concurrency1-input_sequence_length9-output_sequence_length3 concurrency2-input_sequence_length5-output_sequence_length2 concurrency2-input_sequence_length9-output_sequence_length3",
                "--isl-osl-pairs 5/2,9/3|input_sequence_length5-output_sequence_length2 input_sequence_length9-output_sequence_length3",
                "--search-recipe concurrency-ramp --concurrency-max 4 --concurrency-steps 3 --osl 2|concurrency1 concurrency2 concurrency4",
                "--search-recipe max-concurrency-under-sla --ttft-sla-ms 9999 --search-style grid --concurrency-max 3 --osl 2|concurrency1 concurrency2 concurrency3",
                "--search-recipe prefill-ttft-curve --isl-min 4 --isl-max 16 --isl-steps 3 --osl 2|input_sequence_length4 input_sequence_length8 input_sequence_length16",
                "--search-recipe decode-itl-curve --concurrency-max 2 --concurrency-steps 2 --osl-min 2 --osl-max 4 --osl-steps 2|concurrency1-output_sequence_length2 concurrency1-output_sequence_length4 concurrency2-output_sequence_length2 concurrency2-output_sequence_length4",
                "--isl-min 4 --isl-max 8 --isl-steps 2 --osl 2|input_sequence_length4 input_sequence_length8"
            })
    void sweepsWhatItSweepsThere(String flags, String expected) {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(server, flags + " --request-count 4");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().contains("Degradation: ")).isEqualTo(flags.contains("concurrency-ramp"));
            assertThat(run.out().contains("more for each 1000 tokens of input")).isEqualTo(flags.contains("prefill"));
        }
        assertThat(names()).containsExactly(expected.split(" "));
    }

    @Test
    void tellsWhereLatencyGetsWorse() {
        try (MockServer server = MockServer.start(
                quick().ttft(LatencyModel.parse("30ms")).maxConcurrent(2).build())) {
            CommandRun run = run(
                    server,
                    "--concurrency 1,2,6 --osl 2 --request-count 12 --degradation-threshold 0.8"
                            + " --degradation-metric-tag time_to_first_token --degradation-stat avg");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("Degradation: time_to_first_token.avg is ")
                    .contains("% worse at concurrency 6 than at 1, beyond the 80%");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-recipe soup|--search-recipe 'soup': use max-concurrency-under-sla",
                "--search-recipe max-throughput-ttft-sla|needs --ttft-sla-ms",
                "--search-recipe max-concurrency-under-sla|what must hold? give --ttft-sla-ms",
                "--search-recipe pareto-sweep|needs --isl-osl-pairs",
                "--search-recipe max-concurrency-under-sla --ttft-sla-ms 9 --search-style smooth_isotonic|use monotonic for doubling and halving",
                "--search-recipe max-throughput-ttft-sla --ttft-sla-ms 9 --search-space osl:1,4|a recipe searches concurrency",
                "--search-style grid --concurrency 1,2|--search-style means nothing without --search-recipe",
                "--search-recipe max-throughput-ttft-sla --ttft-sla-ms 9 --concurrency-steps 3|a search finds its levels itself",
                "--isl-osl-pairs 5,6/7|'5': give an input and an output length",
                "--isl-osl-pairs 5/6,7/x|--isl-osl-pairs output_sequence_length: 'x' in '6,x' is no number",
                "--isl-osl-pairs 5/6,5/6|a sweep with input_sequence_length 5, output_sequence_length 6 twice",
                "--isl-osl-pairs 5/6 --isl 3,4|input_sequence_length has its values already",
                "--isl-min 9 --isl-max 3|--isl-min, --isl-max, --isl-steps: from 9 to 3",
                "--concurrency 1,2 --degradation-stat p95|--degradation-stat means nothing without --degradation-threshold",
                "--concurrency 1,2 --degradation-threshold 0.1 --degradation-metric-tag speed|'speed' names no metric",
                "--concurrency 1,2 --error-rate-sla 2|--error-rate-sla 2.0: give a share from 0 to 1",
                "--search-recipe max-goodput-under-slo --ttft-sla-ms 9 --itl-sla-ms 9 --e2e-sla-ms 9 --goodput request_latency:9|--goodput and --search-recipe"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        CommandRun.assertSweepRefused(directory, flags, expected);
    }
}
