package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RecordReader;
import io.streamgauge.report.RunManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code merge} leaves behind is what one client that had done it all would have. */
class MergeCommandTest {
    private static final int PARTS = 3;

    @TempDir
    private Path directory;

    private Path whole;

    @BeforeEach
    void place() {
        whole = directory.resolve("whole");
    }

    private void parts(String... more) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            for (int i = 0; i < PARTS; i++) {
                List<String> args =
                        new ArrayList<>(List.of("--concurrency", "3", "--osl", "3", "--request-count", "7"));
                args.addAll(List.of("--shard", i + "/" + PARTS));
                args.addAll(List.of(more));
                CommandRun run = CommandRun.profile(
                        "127.0.0.1:" + server.port(), directory.resolve("part" + i), args.toArray(String[]::new));
                assertThat(run.exitCode()).as(run.err()).isZero();
            }
        }
    }

    private CommandRun merge(String... more) {
        List<String> args = new ArrayList<>(List.of("merge", directory.toString(), "--artifact-dir", whole.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    private JsonNode experiment(String place) {
        return json(directory.resolve(place + "/profile_export.json")).at("/experiments/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"records", "raw"})
    void theRawExportHoldsTheRequestsOfAllParts(String level) throws IOException {
        parts("--export-level", level);
        assertThat(merge().exitCode()).isZero();
        List<JsonNode> requests = new ArrayList<>();
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        for (int i = 0; i < PARTS; i++) {
            JsonNode part = experiment("part" + i);
            part.path("requests").forEach(requests::add);
            start = Math.min(start, part.at("/window_boundaries/0").asLong());
            end = Math.max(end, part.at("/window_boundaries/1").asLong());
        }
        JsonNode all = experiment("whole");
        assertThat(all.path("requests").valueStream()).hasSize(7).containsExactlyElementsOf(requests);
        assertThat(all.at("/window_boundaries").valueStream().map(JsonNode::asLong))
                .containsExactly(start, end);
        assertThat(all.path("experiment")).isEqualTo(experiment("part0").path("experiment"));
        // By each part's wall clock both say the same of when each request was sent.
        long offset = RunManifest.read(whole).epochOffsetNanos();
        LongStream sent = RecordReader.read(whole.resolve("records.jsonl")).records().stream()
                .mapToLong(record -> record.sentNanos() + offset)
                .sorted();
        assertThat(all.path("requests")
                        .valueStream()
                        .mapToLong(request -> request.path("timestamp").asLong())
                        .sorted())
                .containsExactlyElementsOf(sent.boxed().toList());
    }

    @Test
    void aPartThatMeasuredNothingAddsNothing() throws IOException {
        parts();
        Path empty = directory.resolve("part1/profile_export.json");
        String text = Files.readString(empty);
        int requests = text.indexOf("\"requests\":[") + "\"requests\":[".length();
        int boundaries = text.lastIndexOf("],\"window_boundaries\"");
        Files.writeString(
                empty,
                text.substring(0, requests)
                        + text.substring(boundaries).replaceFirst("boundaries\":\\[.*?]", "boundaries\":[]"));
        assertThat(merge().exitCode()).isZero();
        assertThat(experiment("whole").path("requests"))
                .hasSize(experiment("part0").path("requests").size()
                        + experiment("part2").path("requests").size());
        assertThat(experiment("whole").path("window_boundaries")).hasSize(2);
    }

    @Test
    void allThatAReportCanBeAskedForIsWritten() {
        parts();
        CommandRun merged = merge("--slice-duration", "10s", "--histograms", "--definitions", "vllm");
        assertThat(merged.exitCode()).as(merged.err()).isZero();
        for (String name : List.of(
                "report.html",
                "profile_export_slices.json",
                "profile_export_slices.csv",
                "profile_export.hlog",
                "profile_export_genai_perf.csv",
                "plan.json")) {
            assertThat(whole.resolve(name)).as(name).isNotEmptyFile();
        }
        assertThat(whole.resolve("report.html")).content().contains("part2", "wall clock");
        JsonNode summary = json(whole.resolve("profile_export_genai_perf.json"));
        assertThat(summary.path("definitions").asString()).isEqualTo("vllm");
        assertThat(summary.at("/parts/2/client_health/peak_rss_bytes").asLong()).isPositive();
        assertThat(summary.at("/parts/2/clock_shift_ns").isNumber()).isTrue();
        // Read again it says the same, of the servers too.
        CommandRun report = CommandRun.of("report", whole.toString(), "--definitions", "vllm");
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(merged.out()).contains(report.out().replaceFirst("(?m)^Page: .*\\R?", ""));
    }

    @Test
    void thePageIsLeftOutWhereItIsNotWanted() {
        parts();
        assertThat(merge("--no-html").exitCode()).isZero();
        assertThat(whole.resolve("report.html")).doesNotExist();
        assertThat(whole.resolve("profile_export.hlog")).doesNotExist();
    }

    @Test
    void partsThatLeftTheirExportBehindAreMergedWithoutIt() throws IOException {
        parts();
        Files.delete(directory.resolve("part1/profile_export.json"));
        CommandRun merged = merge();
        assertThat(merged.exitCode()).isZero();
        assertThat(merged.out()).contains("no raw export of the whole: " + directory.resolve("part1") + " has none");
        assertThat(whole.resolve("profile_export.json")).doesNotExist();
    }

    @Test
    void anExportThatIsNoneIsSaidSo() throws IOException {
        parts();
        Files.writeString(directory.resolve("part2/profile_export.json"), "{}");
        CommandRun merged = merge();
        assertThat(merged.exitCode()).isEqualTo(1);
        assertThat(merged.out()).contains("NOT WRITTEN: profile_export.json", "is no raw export");
        assertThat(whole.resolve("profile_export.json")).doesNotExist();
    }
}
