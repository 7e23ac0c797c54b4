package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.soak.Child;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A file larger than the heap: whoever holds all of it fails. */
@Isolated("what a small heap holds depends on how soon what has ended is booked, which others would delay")
class LargeFileMemoryTest {
    private static final int LINES = 900;
    private static final int LINE_BYTES = 100_000;

    @TempDir
    private Path directory;

    @Test
    void runsAFileThatIsLargerThanItsHeap() throws IOException, InterruptedException {
        Path file = directory.resolve("large.jsonl");
        String filler = "so it goes on ".repeat(LINE_BYTES / 14);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < LINES; i++) {
                writer.write("{\"text\":\"" + i + " " + filler + "\",\"output_length\":1}\n");
            }
        }
        try (MockServer server = MockServer.start(
                        MockOptions.builder().ttft(LatencyModel.parse("1ms")).build());
                Child child = Child.start(
                        directory.resolve("log"),
                        List.of("-Xmx64m", "-Xmn16m"),
                        List.of(
                                ("profile -m m --tokenizer builtin --concurrency 8 --ui none --export-level summary --no-html"
                                                + " --url 127.0.0.1:" + server.port() + " --request-count " + LINES
                                                + " --input-file " + file + " --artifact-dir "
                                                + directory.resolve("run"))
                                        .split(" ", -1)))) {
            assertThat(child.await()).as(child.printed()).isZero();
            assertThat(server.truth().finished()).hasSize(LINES);
        }
    }
}
