package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.soak.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Ctrl-C, as a real signal to a real process. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs env --default-signal, so that the child hears SIGINT at all")
class InterruptTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path directory;

    /** A running benchmark whose first line of the live view has been seen. */
    private Process begun(String tokens) throws IOException {
        return begun("profile", tokens, "measure", "--request-count", "5000");
    }

    /** @param awaited what a line of standard error holds, once it has gone far enough */
    private Process begun(String subcommand, String tokens, String awaited, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                Child.classPath(),
                Main.class.getName()));
        command.addAll(List.of(subcommand, "--mock", "--mock-ttft", "20ms", "--mock-itl", "20ms", "--osl", tokens));
        command.addAll(List.of("--isl", "8", "--num-prefix-prompts", "0", "--num-prompts", "4", "--concurrency", "4"));
        command.addAll(List.of("--warmup-request-count", "0", "--ui", "line"));
        command.addAll(List.of(more));
        command.addAll(List.of("--artifact-dir", directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        String line = err.readLine();
        while (line != null && !line.contains(awaited)) {
            line = err.readLine();
        }
        assertThat(line).as(awaited).isNotNull();
        return process;
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int exitCode(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(directory.resolve("records.jsonl")).records();
    }

    @Test
    void onceLetsWhatIsInFlightEndAndReportsIt() throws IOException, InterruptedException {
        Process process = begun("30");
        interrupt(process);
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(records()).isNotEmpty().hasSizeLessThan(5000).allSatisfy(record -> {
            assertThat(record.status()).isEqualTo(Status.OK);
            assertThat(record.tokenTimes().count()).isEqualTo(30);
        });
        assertThat(Files.readString(directory.resolve("out.txt")))
                .startsWith("Interrupted: ")
                .contains("Time To First Token");
        assertThat(JsonMapper.shared()
                        .readTree(Files.readAllBytes(directory.resolve("profile_export_genai_perf.json")))
                        .path("interrupted")
                        .asBoolean())
                .isTrue();
        assertThat(Files.readString(directory.resolve("report.html"))).contains("Interrupted: ");
        assertThat(directory.resolve("inputs.json")).isNotEmptyFile();
    }

    @Test
    void twiceEndsItAtOnceAndStillWritesTheRecords() throws IOException, InterruptedException {
        Process process = begun("100000");
        interrupt(process);
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        String line = err.readLine();
        while (line != null && !line.contains("interrupted")) {
            line = err.readLine();
        }
        interrupt(process);
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(records())
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.status()).isEqualTo(Status.CANCELLED));
        assertThat(directory.resolve("inputs.json")).isNotEmptyFile();
    }

    @Test
    void endsTheWaitBetweenRunsAndKeepsWhatRan() throws IOException, InterruptedException {
        Process process = begun(
                "profile",
                "2",
                "run_0001: ",
                "--num-profile-runs",
                "3",
                "--request-count",
                "4",
                "--profile-run-cooldown",
                "1h");
        interrupt(process);
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(Files.readString(directory.resolve("out.txt"))).contains("No aggregate: 1 of 3 runs ended well");
        assertThat(RecordReader.read(directory.resolve("profile_runs/run_0001/records.jsonl"))
                        .records())
                .hasSize(4);
        assertThat(directory.resolve("profile_runs/run_0002")).doesNotExist();
    }

    @Test
    void endsTheWaitOfASweep() throws IOException, InterruptedException {
        List<String> sweep = List.of("--sweep-type", "isl", "--sweep-list", "4,5", "--request-count", "4");
        List<String> more = new ArrayList<>(sweep);
        more.addAll(List.of("--parameter-sweep-cooldown-seconds", "3600"));
        Process process = begun("analyze", "2", "input_sequence_length4: ", more.toArray(String[]::new));
        interrupt(process);
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(directory.resolve("analyze_points.json")).exists();
        assertThat(directory.resolve("input_sequence_length5")).doesNotExist();
    }
}
