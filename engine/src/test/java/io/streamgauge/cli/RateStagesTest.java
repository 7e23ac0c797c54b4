package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs at a rate that changes, and their numbers stage by stage. */
class RateStagesTest {
    /** 10 requests in the first 200 ms, none in 50 ms, 15 in the last 150 ms. */
    private static final String RATES = "0 50\n200ms 50\n200ms 0\n250ms 0\n250ms 100\n400ms 100\n";

    private static final String JSON = "profile_export_stages.json";
    private static final String CSV = "profile_export_stages.csv";

    @TempDir
    private Path directory;

    private final MockServer server = MockServer.start(MockOptions.builder()
            .ttft(LatencyModel.parse("1ms"))
            .itl(LatencyModel.parse("1ms"))
            .build());

    private Path rates;

    @AfterEach
    void close() {
        server.close();
    }

    @BeforeEach
    void write() throws IOException {
        rates = Files.writeString(directory.resolve("rates.txt"), RATES);
    }

    private CommandRun profile(String place, String... more) {
        List<String> args = new ArrayList<>(List.of("--isl", "5", "--osl", "3", "--no-html"));
        args.addAll(List.of(more));
        CommandRun run =
                CommandRun.profile("127.0.0.1:" + server.port(), directory.resolve(place), args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private JsonNode stages(String place) {
        return JsonMapper.shared()
                .readTree(directory.resolve(place).resolve(JSON).toFile())
                .path("stages");
    }

    private static List<Integer> due(JsonNode stages) {
        return stages.valueStream()
                .map(stage -> stage.at("/due_requests/requests/measured").asInt())
                .toList();
    }

    @Test
    void eachStageHasItsRequestsAndReportSaysTheSame() throws IOException {
        CommandRun run = profile("run", "--request-rate-series", rates.toString(), "--warmup-request-count", "3");
        JsonNode stages = stages("run");
        assertThat(due(stages)).containsExactly(10, 0, 15);
        assertThat(stages.valueStream()
                        .map(stage -> stage.path("requested_rate").asDouble()))
                .containsExactly(50.0, 0.0, 100.0);
        assertThat(stages.valueStream().map(stage -> stage.path("to_ns").asLong()))
                .containsExactly(200_000_000L, 250_000_000L, 400_000_000L);
        assertThat(stages.at("/0/due_requests/request_latency/count").asInt()).isEqualTo(10);
        assertThat(stages.at("/0/achieved_rate").asDouble())
                .isCloseTo(stages.at("/0/sent").asInt() / 0.2, within(1e-9));
        assertThat(run.out()).contains("Stage (s)", " 0 to 0.2 ", " 0.25 to 0.4 ");
        Path place = directory.resolve("run");
        String json = Files.readString(place.resolve(JSON));
        String csv = Files.readString(place.resolve(CSV));
        assertThat(csv.lines()).hasSize(4).element(1).asString().startsWith("0.000,0.200,50.000,");
        Files.delete(place.resolve(JSON));
        Files.delete(place.resolve(CSV));
        CommandRun report = CommandRun.of("report", place.toString(), "--no-html");
        assertThat(run.out()).contains(report.out());
        assertThat(place.resolve(JSON)).hasContent(json);
        assertThat(place.resolve(CSV)).hasContent(csv);
    }

    @Test
    void aRunThatWasKilledHasThemToo() throws IOException {
        profile("run", "--request-rate-series", rates.toString());
        Path plan = directory.resolve("run/plan.json");
        Files.writeString(plan, Files.readString(plan).replaceFirst("\\s*\"stages_start_ns\".*", ""));
        assertThat(Objects.requireNonNull(
                                RunManifest.read(directory.resolve("run")).stages())
                        .startNanos())
                .isEqualTo(RequestRecord.ABSENT);
        String before = Files.readString(directory.resolve("run").resolve(JSON));
        CommandRun.of("report", directory.resolve("run").toString(), "--no-html");
        assertThat(directory.resolve("run").resolve(JSON)).hasContent(before);
    }

    @Test
    void whatIsSentAfterTheLastPointIsAStageToo() {
        profile("run", "--request-rate-series", rates.toString(), "--request-count", "30");
        assertThat(due(stages("run"))).containsExactly(10, 0, 15, 5);
        assertThat(stages("run").at("/3/requested_rate").asDouble()).isEqualTo(100);
        profile("short", "--request-rate-series", rates.toString(), "--benchmark-duration", "100ms");
        assertThat(due(stages("short"))).containsExactly(5);
        assertThat(stages("short").at("/0/to_ns").asLong()).isEqualTo(100_000_000);
    }

    @Test
    void partsOfARunMakeTheStagesOfTheWhole() throws IOException {
        for (int i = 0; i < 2; i++) {
            profile("parts/" + i, "--request-rate-series", rates.toString(), "--shard", i + "/2");
        }
        assertThat(due(stages("parts/1"))).containsExactly(5, 0, 7);
        assertThat(stages("parts/1").at("/0/requested_rate").asDouble()).isEqualTo(25);
        Path whole = directory.resolve("whole");
        CommandRun merged = CommandRun.of(
                "merge", directory.resolve("parts").toString(), "--artifact-dir", whole.toString(), "--no-html");
        assertThat(merged.exitCode()).as(merged.err()).isZero();
        // The second ran after the first, so all of it was due after the last stage of the first.
        assertThat(stages("whole").at("/0/requested_rate").asDouble()).isEqualTo(50);
        assertThat(due(stages("whole"))).containsExactly(5, 0, 8);
        String json = Files.readString(whole.resolve(JSON));
        assertThat(CommandRun.of("report", whole.toString(), "--no-html").exitCode())
                .isZero();
        assertThat(whole.resolve(JSON)).hasContent(json);
    }

    @Test
    void otherRunsHaveNone() {
        profile("run", "--request-rate", "500", "--request-count", "5");
        assertThat(directory.resolve("run").resolve(JSON)).doesNotExist();
    }
}
