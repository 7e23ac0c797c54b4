package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.telemetry.Exporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AnalyzeCommandTest {
    @TempDir
    private Path directory;

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(LatencyModel.parse("1ms")).itl(LatencyModel.parse("1ms"));
    }

    private CommandRun run(MockServer server, String command, String... more) {
        List<String> args = new ArrayList<>(List.of(command, "-m", "m", "--tokenizer", "builtin", "--osl", "3"));
        args.addAll(List.of("--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private JsonNode points() {
        return CommandRun.points(directory);
    }

    @Test
    void sweepsConcurrencyAndWritesGenaiPerfsCsv() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(server, "analyze", "--isl", "7", "--sweep-range", "1:3", "--request-count", "6");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Throughput per user against throughput", "concurrency3", "Frontier");
            assertThat(server.truth().finished()).hasSize(18);
        }
        assertThat(Files.readString(directory.resolve("analyze_export_genai_perf.csv"))
                        .lines())
                .hasSize(4)
                .first()
                .isEqualTo("Config Name,Concurrency,ISL,Num Dataset Entries,p99 Time To First Token (ms),"
                        + "p99 Inter Token Latency (ms),p99 Request Latency (ms),p99 Output Sequence Length (tokens),"
                        + "Avg. Output Token Throughput (tokens/sec),Request Throughput (requests/sec)");
        assertThat(Files.readString(directory.resolve("analyze_export_genai_perf.csv")))
                .containsPattern("concurrency2,2,7,100,[0-9.]+,[0-9.]+,[0-9.]+,3.00,[0-9.]+,[0-9.]+\r\n");
        assertThat(points().at("/points")).hasSize(3);
        assertThat(points().at("/points/1/value").asInt()).isEqualTo(2);
        assertThat(points().at("/points")
                        .valueStream()
                        .filter(point -> point.get("on_frontier").asBoolean()))
                .isNotEmpty();
        assertThat(directory.resolve("concurrency2/records.jsonl")).exists();
        assertThat(Files.readString(directory.resolve("analyze.html")))
                .contains("default-src 'none'", "var uPlot=", "\"on_frontier\"")
                .doesNotContain(" src=", " href=", "/*DATA*/", "/*SCRIPT*/");
    }

    @Test
    void gpusHaveATableOfTheirOwnAsInGenaiPerf() throws IOException {
        try (MockServer server = MockServer.start(quick().build());
                Exporter exporter = new Exporter()) {
            exporter.page("/metrics", """
                    DCGM_FI_DEV_POWER_USAGE{gpu="0"} 350.5
                    DCGM_FI_DEV_POWER_USAGE{gpu="1"} 340
                    DCGM_FI_DEV_POWER_MGMT_LIMIT{gpu="0"} 700
                    """);
            String url = exporter.url("").getAuthority();
            CommandRun run =
                    run(server, "analyze", "--sweep-list", "1,2", "--request-count", "4", "--gpu-telemetry", url);
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(Files.readString(directory.resolve("analyze_export_genai_perf.csv")))
                .endsWith(String.join(
                        "\r\n",
                        "",
                        "",
                        "Config Name,GPU,p99 GPU Power Usage (W),GPU Power Limit (W)",
                        "concurrency1,0,350.50,700.00",
                        "concurrency1,1,340.00,",
                        "concurrency2,0,350.50,700.00",
                        "concurrency2,1,340.00,",
                        ""));
        assertThat(points().at("/points/1/telemetry_stats/gpu_power_usage/1/p99")
                        .asDouble())
                .isEqualTo(340);
    }

    @Test
    void understandsAiperfsBounds() {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(
                    server,
                    "analyze",
                    "--sweep-list",
                    "1,2",
                    "--request-count",
                    "3",
                    "--search-sla",
                    "time_to_first_token:p95:lt:100000",
                    "--slo",
                    "request_throughput:avg:ge:1000000");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err()).contains("concurrency2: ").contains(", does not hold");
        }
        assertThat(points().at("/bounds/0").asString()).isEqualTo("time_to_first_token.p95<100000.0");
        assertThat(points().at("/bounds/1").asString()).isEqualTo("request_throughput.avg>1000000.0");
    }

    @ParameterizedTest
    @CsvSource({
        "request_rate,100:200:100,request_rate200",
        "input_sequence_length,4:8,input_sequence_length8",
        "isl,4:8,input_sequence_length4",
        "osl,2:4,output_sequence_length4",
        "num_dataset_entries,1:2,num_dataset_entries2"
    })
    void sweepsOtherThingsToo(String type, String range, String directoryOfOne) {
        try (MockServer server = MockServer.start(quick().build())) {
            List<String> args = new ArrayList<>(List.of("analyze", "-m", "m", "--tokenizer", "builtin", "--url"));
            args.addAll(List.of("127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
            args.addAll(List.of("--sweep-type", type, "--sweep-range", range, "--request-count", "3"));
            CommandRun run = CommandRun.of(args.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.truth().finished()).hasSize(6);
        }
        assertThat(directory.resolve(directoryOfOne + "/records.jsonl")).exists();
    }

    @Test
    void whatIsDoneIsNotRunAgainUnlessSomethingElseIsAsked() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            String[] sweep = {"--sweep-list", "1,2", "--request-count", "4"};
            assertThat(run(server, "analyze", sweep).exitCode()).isZero();
            assertThat(server.truth().finished()).hasSize(8);
            // As an interruption leaves it: the second run has not ended well.
            Files.delete(directory.resolve("concurrency2/point.json"));
            CommandRun again = run(server, "analyze", sweep);
            assertThat(again.exitCode()).isZero();
            assertThat(again.err()).contains("concurrency1 (done before)").doesNotContain("concurrency2 (done before)");
            assertThat(server.truth().finished()).hasSize(12);
            assertThat(run(server, "analyze", "--sweep-list", "1", "--request-count", "5")
                            .exitCode())
                    .isZero();
            assertThat(server.truth().finished()).hasSize(17);
        }
        assertThat(points().at("/points")).hasSize(1);
    }

    @Test
    void findsTheHighestConcurrencyThatKeepsABound() {
        // Four answers at a time, of 410 ms each: a fifth waits for its first token as long as that.
        try (MockServer server = MockServer.start(quick().ttft(LatencyModel.parse("10ms"))
                .itl(LatencyModel.parse("200ms"))
                .maxConcurrent(4)
                .build())) {
            CommandRun run = run(
                    server,
                    "analyze",
                    "--request-count",
                    "10",
                    "--search",
                    "--slo",
                    "time_to_first_token.p99<250",
                    "--sweep-range",
                    "1:16",
                    "--search-tolerance",
                    "0");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out())
                    .contains("Highest concurrency that holds time_to_first_token.p99<250.0: 4 (5 does not)");
        }
        assertThat(points().at("/best").asInt()).isEqualTo(4);
        assertThat(points().at("/points")
                        .valueStream()
                        .map(point -> point.get("value").asInt()))
                .containsExactly(1, 2, 4, 8, 6, 5);
    }

    @Test
    void aServerThatFailsHoldsNothing() {
        try (MockServer server = MockServer.start(
                quick().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run =
                    run(server, "analyze", "--search", "--goodput", "request_latency:100000", "--sweep-range", "1:4");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("No concurrency of the range holds goodput request_latency:100000.0");
        }
    }

    @Test
    void aServerThatIsGoneEndsTheSweepAndNoEarlierNumbersStandForIt() {
        String[] search = {"--search", "--slo", "request_latency.p99<10000", "--sweep-range", "1:2"};
        MockServer server = MockServer.start(quick().build());
        try (server) {
            assertThat(run(server, "analyze", search).exitCode()).isZero();
        }
        CommandRun run = run(server, "analyze", search[0], search[1], search[2], search[3], search[4], "--overwrite");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .satisfiesExactly(
                        refused -> assertThat(refused).contains("no server answers"),
                        ended -> assertThat(ended).contains("the sweep ends at concurrency1"));
    }

    @Test
    void profileRunsSeveralLevelsOfConcurrencyOneAfterTheOther() {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(server, "profile", "--concurrency", "1:2", "--request-count", "4");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.truth().finished()).hasSize(8);
        }
        assertThat(directory.resolve("concurrency2/profile_export_genai_perf.json"))
                .exists();
    }

    @Test
    void everythingWrongIsToldBeforeAnythingIsSent() {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = run(
                    server,
                    "analyze",
                    "--sweep-type",
                    "moons",
                    "--sweep-list",
                    "1,x",
                    "--slo",
                    "time_to_first_tokn.p99<3",
                    "--search",
                    "--concurrency",
                    "3");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err())
                    .contains("--sweep-type 'moons'", "'x' in '1,x' is no number", "names no metric")
                    .contains("--concurrency and --sweep-type");
            assertThat(run(server, "analyze", "--sweep-list", "1,2", "--prefix-role", "king")
                            .err()
                            .lines())
                    .hasSize(1);
            assertThat(server.truth().finished()).isEmpty();
        }
    }
}
