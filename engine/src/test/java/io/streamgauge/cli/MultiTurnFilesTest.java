package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import io.streamgauge.soak.Child;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** AIPerf's kinds of input files, and sessions of files larger than memory. */
class MultiTurnFilesTest {
    private static final List<String> LINES = List.of(
            "{\"session_id\":\"a\",\"turns\":[{\"role\":\"system\",\"text\":\"be a\"},{\"text\":\"a zero\",\"output_length\":3},"
                    + "{\"texts\":[\"a one\",\"and\"],\"delay\":7,\"extra\":{\"top_k\":4}}]}",
            "{\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"b zero\"}]},{\"text\":\"b one\",\"role\":\"tool\"}]}",
            "{\"session_id\":\"a\",\"turns\":[{\"texts\":[{\"name\":\"q\",\"contents\":[\"a two\"]}],\"images\":[\"data:image/png;base64,AA\"]}]}");

    @TempDir
    private Path directory;

    private Path file(List<String> lines) throws IOException {
        return Files.write(directory.resolve("turns.jsonl"), lines);
    }

    private static ScriptedServer server() throws IOException {
        return ScriptedServer.always(ScriptedServer.Answer.stream(
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"I see\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    private CommandRun profile(String url, String flags) {
        return CommandRun.profile(url, directory.resolve("run"), flags.split(" "));
    }

    private static String message(JsonNode message) {
        return message.path("role").stringValue().charAt(0) + ":" + message.path("content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--custom-dataset-type multi_turn ", "--input-file-type multi-turn "})
    void linesOfSeveralTurnsAreSessions(String format) throws IOException {
        try (ScriptedServer server = server()) {
            CommandRun run = profile(server.url(), format + "--session-concurrency 1 --input-file " + file(LINES));

            assertThat(run.exitCode()).as(run.err()).isZero();
            List<JsonNode> bodies =
                    server.bodies().stream().map(JsonMapper.shared()::readTree).toList();
            List<List<String>> said = bodies.stream()
                    .map(body -> body.path("messages")
                            .valueStream()
                            .map(MultiTurnFilesTest::message)
                            .toList())
                    .toList();
            List<String> a = List.of(
                    "s:\"be a\"",
                    "u:\"a zero\"",
                    "a:\"I see\"",
                    "u:[{\"type\":\"text\",\"text\":\"a one\"},{\"type\":\"text\",\"text\":\"and\"}]",
                    "a:\"I see\"",
                    "u:[{\"type\":\"text\",\"text\":\"a two\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA\"}}]");
            List<String> b = List.of("u:\"b zero\"", "a:\"I see\"", "t:\"b one\"");
            assertThat(said)
                    .containsExactly(
                            a.subList(0, 2), a.subList(0, 4), a.subList(0, 6), b.subList(0, 1), b.subList(0, 3));
            assertThat(bodies.get(0).path("max_tokens").asInt()).isEqualTo(3);
            assertThat(bodies.get(1).path("top_k").asInt()).isEqualTo(4);
            List<RequestRecord> records = CommandRun.records(directory.resolve("run"));
            assertThat(records.stream().map(record -> turn(record).session()))
                    .containsExactly("a", "a", "a", "line-2", "line-2");
            assertThat(records.get(1).dueNanos() - records.get(0).endNanos()).isEqualTo(7_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session_id\":\"a\",\"turns\":[]} | turns.jsonl:2: expected \"turns\"",
                "{\"turns\":[{\"text\":\"x\",\"texts\":[\"y\"]}]} | turns.jsonl:2: turn 1: both \"text\" and \"texts\"",
                "{\"turns\":[{\"text\":\"x\"},{\"delay\":5}]} | turns.jsonl:2: turn 2: expected \"text\"",
                "{\"turns\":[{\"text\":\"x\",\"delay\":5,\"timestamp\":6}]} | turn 1: both \"timestamp\" and \"delay\"",
                "{\"turns\":[{\"text\":\"x\",\"audio\":\"a.wav\"}]} | turn 1: \"audio\": a turn carries texts and images",
                "{\"turns\":[{\"text\":\"x\",\"extra\":5}]} | turn 1: \"extra\" is 5; expected an object",
                "{\"session_id\":\"s\",\"turns\":[{\"role\":\"system\",\"text\":\"x\"},{\"text\":\"y\"}]} | session \"s\", which has begun before",
            })
    void whatMakesNoSenseIsToldWithItsLine(String line, String expected) throws IOException {
        Path file = file(List.of("{\"session_id\":\"s\",\"turns\":[{\"text\":\"x\"}]}", line));

        CommandRun run = profile("127.0.0.1:1", "--no-preflight --input-file " + file);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).hasLineCount(1);

        try (ScriptedServer server = server()) {
            CommandRun skipping = profile(server.url(), "--skip-invalid --input-file " + file);
            assertThat(skipping.exitCode()).as(skipping.err()).isZero();
            assertThat(skipping.out()).contains("1 rows of");
            assertThat(server.bodies()).hasSize(1);
        }
    }

    @Test
    void anApiWithoutConversationsIsRefused() throws IOException {
        CommandRun run = profile("127.0.0.1:1", "--endpoint-type completions --input-file " + file(LINES));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has no conversations").hasLineCount(1);
    }

    @Test
    void aPoolIsDrawnFromWithReplacement() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("{\"texts\":[\"pool " + i + "\"]}");
        }
        try (ScriptedServer server = server()) {
            CommandRun run = profile(
                    server.url(), "--custom-dataset-type random_pool --request-count 40 --input-file " + file(lines));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(new HashSet<>(server.bodies())).hasSizeBetween(15, 35);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single_turn", "single-turn", "mooncake_trace"})
    void otherNamesOfAiperfAreKnown(String name) throws IOException {
        Path file = file(List.of("{\"timestamp\":0,\"text_input\":\"hello\"}"));
        try (ScriptedServer server = server()) {
            CommandRun run =
                    profile(server.url(), "--request-count 1 --custom-dataset-type " + name + " --input-file " + file);

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.bodies()).hasSize(1).allMatch(body -> body.contains("hello"));
        }
    }

    /** Sessions of two turns whose lines stand far apart, in a file larger than the heap. */
    @Test
    void sessionsOfAFileLargerThanTheHeapAreReadAsTheyBegin() throws IOException, InterruptedException {
        int sessions = 450;
        String filler = "so it goes on ".repeat(100_000 / 14);
        Path file = directory.resolve("large.jsonl");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int turn = 0; turn < 2; turn++) {
                for (int i = 0; i < sessions; i++) {
                    writer.write("{\"session_id\":\"s" + i + "\",\"text\":\"" + turn + " " + i + " " + filler
                            + "\",\"output_length\":1}\n");
                }
            }
        }
        try (MockServer server = MockServer.start(
                        MockOptions.builder().ttft(LatencyModel.parse("1ms")).build());
                Child child = Child.start(
                        directory.resolve("log"),
                        List.of("-Xmx64m", "-Xmn16m"),
                        List.of(("profile -m m --tokenizer builtin --session-concurrency 4 --ui none --no-html"
                                        + " --export-level records --url 127.0.0.1:" + server.port()
                                        + " --warmup-request-count 3 --redact-prompts --input-file " + file
                                        + " --artifact-dir " + directory.resolve("run"))
                                .split(" ", -1)))) {
            assertThat(child.await()).as(child.printed()).isZero();
        }
        List<RequestRecord> records = CommandRun.records(directory.resolve("run"));
        assertThat(records).hasSize(2 * sessions + 3).allMatch(record -> record.status() == Status.OK);
        assertThat(records.stream()
                        .filter(RequestRecord::isMeasuredOk)
                        .map(record ->
                                turn(record).session() + " " + turn(record).turn())
                        .distinct())
                .hasSize(2 * sessions);
    }

    /** Whether a file is kept in memory or read again, the same is said. */
    @Test
    void whatIsReadAgainIsWhatWasRead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add("{\"session_id\":\"é" + i % 10 + "\",\"text\":\"ü " + i + "\",\"input_length\":3}");
        }
        List<List<String>> said = new ArrayList<>();
        for (int padding : new int[] {1, 9 << 19}) {
            Path file = file(lines);
            Files.writeString(
                    file,
                    "{\"session_id\":\"z\",\"text\":\"" + "x ".repeat(padding) + "\"}\n",
                    StandardOpenOption.APPEND);
            try (ScriptedServer server = server()) {
                CommandRun run = profile(
                        server.url(),
                        "--session-concurrency 1 --osl 7 --output-tokens-stddev 2 --num-prefix-prompts 3"
                                + " --prefix-prompt-length 4 --num-sessions 21 --input-file " + file);
                assertThat(run.exitCode()).as(run.err()).isZero();
                assertThat(run.out().contains("was read again")).isEqualTo(padding > 1);
                said.add(server.bodies().stream()
                        .map(body -> body.replaceAll("(?:x )++", "x "))
                        .toList());
            }
        }
        assertThat(said.getLast()).isEqualTo(said.getFirst());
    }
}
