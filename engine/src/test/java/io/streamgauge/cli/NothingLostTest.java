package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.mock.RequestTruth;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.soak.Child;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that die, or whose disk does, in processes of their own: what was measured by then is there and is told. */
@Timeout(120)
class NothingLostTest {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String WORDS = """
            {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"WhitespaceSplit"},
             "model":{"type":"WordLevel","vocab":{"[UNK]":0},"unk_token":"[UNK]"}}""";

    @TempDir
    private Path directory;

    private static MockServer server(long itlNanos) {
        return MockServer.start(MockOptions.builder()
                .ttft(new LatencyModel.Fixed(2_000_000))
                .itl(new LatencyModel.Fixed(itlNanos))
                .build());
    }

    private List<String> profile(MockServer server, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "-m",
                "m",
                "--tokenizer",
                Files.writeString(directory.resolve("words.json"), WORDS).toString(),
                "--url",
                "127.0.0.1:" + server.port(),
                "--concurrency",
                "8",
                "--num-prompts",
                "4",
                "--isl",
                "4",
                "--osl",
                "20",
                "--artifact-dir",
                run().toString()));
        args.addAll(List.of(more));
        return args;
    }

    private Path run() {
        return directory.resolve("run");
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(run().resolve("records.jsonl")).records();
    }

    private void awaitRecords(Child child) throws IOException {
        Path file = run().resolve("records.jsonl");
        while (child.alive() && (!Files.exists(file) || Files.size(file) == 0)) {
            Thread.onSpinWait();
        }
        assertThat(child.alive()).as(child.printed()).isTrue();
    }

    private static void awaitOneAfter(long nanos, MockServer server, Child child) throws IOException {
        while (server.truth().finished().stream().noneMatch(truth -> truth.receivedNanos() - nanos > 0)) {
            assertThat(child.alive()).as(child.printed()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void aKilledRunLosesTheLastSecondAtMost() throws IOException, InterruptedException {
        try (MockServer server = server(5_000_000);
                Child child = Child.start(
                        directory.resolve("log"), List.of(), profile(server, "--request-count", "1000000"))) {
            awaitRecords(child);
            // The run itself tells the time: by requests that came, and ended, after it.
            awaitOneAfter(System.nanoTime(), server, child);
            List<RequestTruth> ended = server.truth().finished();
            awaitOneAfter(System.nanoTime() + SECOND_NANOS, server, child);
            child.kill();
            child.await();
            assertThat(records())
                    .extracting(RequestRecord::responseId)
                    .containsAll(ended.stream().map(RequestTruth::id).toList());
            CommandRun report = CommandRun.of("report", run().toString());
            assertThat(report.exitCode()).as(report.err()).isZero();
            assertThat(report.out()).contains("Time To First Token");
        }
    }

    @Test
    void aFileThatTakesNoMoreIsMissedAtTheEndAndTheRunGoesOn() throws IOException, InterruptedException {
        // The native library is unpacked once, to where the child finds it: it is larger than the limit.
        Tokenizer.fromJson(WORDS.getBytes(StandardCharsets.UTF_8)).close();
        try (MockServer server = server(100_000);
                Child child = Child.limited(64, directory.resolve("log"), profile(server, "--request-count", "600"))) {
            assertThat(child.await()).isEqualTo(1);
            assertThat(child.printed())
                    .contains("NOT WRITTEN: records.jsonl ends early")
                    .contains("NOT WRITTEN: the raw export could not be written")
                    .containsPattern("Request Count .*600\\.00");
            assertThat(records()).isNotEmpty().hasSizeLessThan(600);
            assertThat(run().resolve("profile_export.json")).doesNotExist();
            assertThat(run().resolve("profile_export_genai_perf.json")).exists();
        }
    }

    @Test
    void aDirectoryThatGoesAwayIsMissedAtTheEnd() throws IOException, InterruptedException {
        try (MockServer server = server(5_000_000);
                Child child =
                        Child.start(directory.resolve("log"), List.of(), profile(server, "--request-count", "300"))) {
            awaitRecords(child);
            Files.move(run(), directory.resolve("elsewhere"));
            assertThat(child.await()).isEqualTo(1);
            assertThat(child.printed())
                    .contains("NOT WRITTEN: profile_export_genai_perf.json could not be written")
                    .containsPattern("Request Count .*300\\.00");
        }
    }

    @Test
    void twoRunsAtOnceDoNotShareADirectory() throws IOException {
        try (MockServer server = server(5_000_000);
                Child child = Child.start(
                        directory.resolve("log"), List.of(), profile(server, "--request-count", "1000000"))) {
            awaitRecords(child);
            CommandRun second =
                    CommandRun.of(profile(server, "--request-count", "1").toArray(String[]::new));
            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.err()).contains("--artifact-dir").contains("another run is writing there");
        }
    }
}
