package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
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

/** From one request in flight to as many as there may be, and rates between. */
class RateSweepTest {
    @TempDir
    private Path directory;

    /** Gives no more than two answers of 20 ms at once. */
    private static MockOptions.Builder two() {
        return MockOptions.builder()
                .ttft(LatencyModel.parse("10ms"))
                .itl(LatencyModel.parse("5ms"))
                .maxConcurrent(2);
    }

    private CommandRun run(MockServer server, String flags) {
        List<String> args = new ArrayList<>(List.of("analyze", "-m", "m", "--tokenizer", "builtin", "--osl", "3"));
        args.addAll(List.of("--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
        args.addAll(List.of(flags.split(" ")));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private JsonNode points() {
        return CommandRun.points(directory).get("points");
    }

    @Test
    void ratesLieBetweenWhatOneAndAllGive() throws IOException {
        try (MockServer server = MockServer.start(two().build())) {
            String flags = "--rate-sweep 3 --request-count 12 --request-distribution poisson";
            CommandRun run = run(server, flags);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.err())
                    .startsWith("streamgauge: 5 points: concurrency 1, concurrency 12, and 3 request rates");
            assertThat(server.truth().finished()).hasSize(60);
            double alone = points().get(0).get("value").asDouble();
            double together = points().get(1).get("value").asDouble();
            assertThat(together).isGreaterThan(1.3 * alone);
            for (int i = 1; i <= 3; i++) {
                assertThat(points().get(1 + i).get("value").asDouble())
                        .isCloseTo(alone + (together - alone) * i / 3, within(0.01 * together));
            }
            assertThat(points().get(4).get("name").asString())
                    .isEqualTo("request_rate" + points().get(4).get("value").asString());
            assertThat(Files.readString(directory.resolve("concurrency12/plan.json")))
                    .doesNotContain("poisson");
            assertThat(Files.readString(
                            directory.resolve(points().get(2).get("name").asString() + "/plan.json")))
                    .contains("\"request-distribution\": \"poisson\"");
            // The rates follow from what is there, so the same command has nothing to do.
            assertThat(run(server, flags).err().lines().filter(line -> line.contains("(done before)")))
                    .hasSize(5);
        }
    }

    @Test
    void maxConcurrencyBoundsAllOfIt() throws IOException {
        try (MockServer server = MockServer.start(two().build())) {
            CommandRun run =
                    run(server, "--rate-sweep 2 --rate-sweep-spacing geometric --max-concurrency 4 --request-count 8");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        String rate = points().get(3).get("name").asString();
        assertThat(Files.readString(directory.resolve(rate + "/plan.json"))).contains("\"max-concurrency\": \"4\"");
        assertThat(directory.resolve("concurrency4/records.jsonl")).exists();
        double alone = points().get(0).get("value").asDouble();
        double together = points().get(1).get("value").asDouble();
        assertThat(points().get(2).get("value").asDouble())
                .isCloseTo(Math.sqrt(alone * together), within(0.01 * together));
    }

    @Test
    void aServerThatGivesNothingHasNoRates() {
        try (MockServer server = MockServer.start(
                two().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = run(server, "--rate-sweep 3 --request-count 4");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("no rates to go on with");
        }
    }

    @Test
    void theKneeOfAServerWithPlacesIsToldAndDrawn() {
        try (MockServer server = MockServer.start(two().maxConcurrent(4).build())) {
            CommandRun run = run(server, "--sweep-list 1,2,4,8,12,16 --request-count 48");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Knee: output tokens/s rise up to concurrency ");
        }
        assertThat(CommandRun.points(directory).at("/knee/at").asDouble()).isBetween(2.0, 8.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate-sweep 0 --request-count 9|--rate-sweep 0: give at least 1",
                "--rate-sweep 3|--rate-sweep: how many requests may be in flight at most",
                "--rate-sweep 3 --request-count 1|there is nothing between one request in flight and 1",
                "--rate-sweep 3 --request-count 9 --sweep-list 1,2|--rate-sweep and --sweep-type",
                "--rate-sweep 3 --request-count 9 --request-rate 3|--rate-sweep and --request-rate",
                "--rate-sweep 3 --request-count 9 --rate-sweep-spacing odd|use linear or geometric",
                "--rate-sweep-spacing linear --sweep-list 1,2|--rate-sweep-spacing means nothing without --rate-sweep",
                "--rate-sweep 3 --request-count 9 --search --slo request_latency.p99<9|--rate-sweep and --search",
                "--rate-sweep 2000 --request-count 9|there would be 2002 runs of 2000 rates",
                "--rate-sweep 2147483647 --request-count 9|there would be 2147483649 runs",
                "--rate-sweep 3 --request-count 9 --burstiness -1|--burstiness -1.0"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        CommandRun run = CommandRun.of(
                ("analyze -m m --tokenizer builtin --url 127.0.0.1:1 --artifact-dir " + directory + " " + flags)
                        .split(" "));
        run.assertRefused(expected);
        assertThat(directory).isEmptyDirectory();
    }
}
