package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client watched by the real profiler and the real recorder in whole runs against the built-in server. */
class WatchOptionsTest {
    private static final Set<String> SAMPLES = Set.of("jdk.ExecutionSample", "profiler.WallClockSample");

    @TempDir
    private Path directory;

    private CommandRun profile(String... more) {
        List<String> args = new ArrayList<>(
                List.of("profile", "--mock", "--mock-ttft", "5ms", "--mock-itl", "2ms", "--concurrency", "8"));
        args.addAll(List.of("--request-count", "24", "--warmup-request-count", "8", "--num-prompts", "4"));
        args.addAll(List.of("--prefix-prompt-length", "40", "--isl", "10", "--osl", "50"));
        args.addAll(List.of("--artifact-dir", directory.resolve("run").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("io.streamgauge." + name))
                .toList();
    }

    @Test
    void drawsAFlameGraphOfThreadsAndMethods() throws IOException {
        CommandRun run = profile("--profile-client", "wall");
        assertThat(run.exitCode()).as(run.err()).isZero();
        Path page = directory.resolve("run").resolve("client_wall.html");
        assertThat(run.out()).contains("client profile: " + page);
        assertThat(Files.readString(page)).contains("<canvas", "loop-", "epoll");
        assertThat(Files.readString(page.resolveSibling("report.html"))).contains("\"links\":[\"client_wall.html\"]");
        assertThat(Files.readString(page.resolveSibling("profile_export_genai_perf.json")))
                .contains("\"client_profile\": \"client_wall.html\"");
        // A page of this run must not stand beside the results of the next.
        assertThat(profile().exitCode()).isZero();
        assertThat(page).doesNotExist();
        assertThat(directory.resolve("run.1/client_wall.html")).exists();
    }

    @Test
    void samplesTheMeasuredPhaseOnlyAndRecordsAllOfTheRun() throws IOException {
        Path recording = directory.resolve("run.jfr");
        CommandRun run = profile("--profile-client", "heatmap", "--jfr", recording.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("flight recording: " + recording);
        assertThat(Files.readString(directory.resolve("run/report.html")))
                .containsPattern("\"links\":\\[\"client_heatmap.html\",\"../run.jfr\"\\]");

        List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
        List<RecordedEvent> phases = named(events, "Phase");
        assertThat(phases).extracting(phase -> phase.getString("phase")).containsExactly("warmup", "measure");
        List<RecordedEvent> requests = named(events, "Request");
        assertThat(requests).hasSize(32).allSatisfy(request -> {
            assertThat(request.getString("status")).isEqualTo("OK");
            assertThat(request.getInt("tokens")).isEqualTo(50);
            assertThat(request.getDuration("timeToFirstByte")).isPositive().isLessThanOrEqualTo(request.getDuration());
        });
        assertThat(requests.stream().map(request -> request.getInt("request"))).doesNotHaveDuplicates();
        assertThat(named(events, "LoopLag"))
                .isNotEmpty()
                .allSatisfy(lag -> assertThat(lag.getDuration("lag").toNanos()).isNotNegative());

        RecordedEvent measured = phases.getLast();
        List<RecordedEvent> samples =
                RecordingFile.readAllEvents(directory.resolve("run").resolve("client_heatmap.jfr")).stream()
                        .filter(event -> SAMPLES.contains(event.getEventType().getName()))
                        .toList();
        assertThat(samples)
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.getStartTime()).isAfterOrEqualTo(measured.getStartTime()));
        assertThat(directory.resolve("run").resolve("client_heatmap.html")).isNotEmptyFile();
    }

    @Test
    void refusesAnUnknownEventAndADirectoryForAFile() {
        CommandRun event = profile("--profile-client", "cycles");
        assertThat(event.exitCode()).isEqualTo(2);
        assertThat(event.err())
                .isEqualTo("streamgauge: --profile-client 'cycles': use cpu, wall, alloc, lock or heatmap\n");
        CommandRun file = profile("--jfr", directory.toString());
        assertThat(file.exitCode()).isEqualTo(2);
        assertThat(file.err())
                .isEqualTo("streamgauge: --jfr " + directory + ": that is a directory; name a file in it\n");
    }
}
