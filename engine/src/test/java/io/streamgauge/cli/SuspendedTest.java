package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.soak.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A client that is stopped in the middle of its run, by a real signal, says so: its numbers are not the server's. */
@Timeout(120)
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class SuspendedTest {
    private static final long STOPPED_MILLIS = 3_000;
    /** The client looks at the clock ten times a second: it may have done so just before. */
    private static final long BETWEEN_LOOKS_MILLIS = 150;

    @TempDir
    private Path directory;

    private void awaitRecords(Child child) throws IOException {
        Path records = directory.resolve("run/records.jsonl");
        while (child.alive() && (!Files.exists(records) || Files.size(records) == 0)) {
            Thread.onSpinWait();
        }
        assertThat(child.alive()).as(child.printed()).isTrue();
    }

    private static void awaitStopped(Child child) throws IOException {
        Path stat = Path.of("/proc/" + child.pid() + "/stat");
        while (!Files.readString(stat).matches("(?s).*\\) T .*")) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aStoppedClientSaysThatItStoodStill() throws IOException, InterruptedException {
        MockOptions options = MockOptions.builder()
                .ttft(LatencyModel.parse("2ms"))
                .itl(LatencyModel.parse("2ms"))
                .build();
        try (MockServer server = MockServer.start(options);
                Child child = Child.start(
                        directory.resolve("log"),
                        List.of(),
                        List.of(
                                ("profile -m m --tokenizer builtin --concurrency 4 --request-count 1000000 --num-prompts 4"
                                                + " --isl 4 --osl 20 --url 127.0.0.1:" + server.port()
                                                + " --artifact-dir "
                                                + directory.resolve("run"))
                                        .split(" ", -1)))) {
            awaitRecords(child);
            child.signal("STOP");
            awaitStopped(child);
            TimeUnit.MILLISECONDS.sleep(STOPPED_MILLIS); // what is tested, not a wait for something
            child.signal("CONT");
            child.signal("TERM");
            assertThat(child.await()).as(child.printed()).isEqualTo(130);

            assertThat(child.printed())
                    .contains("WARNING: token times are not all true: ")
                    .containsPattern("client overhead: dominant .*the client stood still once for ");
            var health = JsonMapper.shared()
                    .readTree(Files.readAllBytes(directory.resolve("run/profile_export_genai_perf.json")))
                    .path("client_health");
            assertThat(health.path("standstills").asInt()).isEqualTo(1);
            assertThat(health.path("stood_still_ms").asDouble()).isGreaterThan(STOPPED_MILLIS - BETWEEN_LOOKS_MILLIS);
        }
    }
}
