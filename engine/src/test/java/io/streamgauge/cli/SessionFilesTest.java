package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files whose lines are turns of sessions. */
class SessionFilesTest {
    /** Three sessions whose lines stand between each other's. */
    private static final List<String> LINES = List.of(
            "{\"session_id\":\"a\",\"text\":\"a zero\",\"output_length\":3,\"timestamp\":0}",
            "{\"session_id\":\"b\",\"text\":\"b zero\",\"output_length\":4,\"timestamp\":30}",
            "{\"session_id\":\"a\",\"text\":\"a one\",\"delay\":6,\"output_length\":5,\"top_k\":7}",
            "{\"session_id\":\"c\",\"messages\":[{\"role\":\"system\",\"content\":\"be c\"},{\"role\":\"user\",\"content\":\"c zero\"}],\"timestamp\":50}",
            "{\"session_id\":\"b\",\"text\":\"b one\",\"delay\":2}",
            "{\"session_id\":\"a\",\"text\":\"a two\",\"delay\":4}");

    @TempDir
    private Path directory;

    private Path file() throws IOException {
        return Files.write(directory.resolve("turns.jsonl"), LINES);
    }

    private CommandRun profile(String url, String flags) {
        return CommandRun.profile(url, directory.resolve("run"), flags.split(" "));
    }

    private static ScriptedServer server() throws IOException {
        return ScriptedServer.always(ScriptedServer.Answer.stream(
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"I\"}}]}",
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\" see\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    /** What each body says, as {@code role:content} with bars between, in order. */
    private static List<String> said(List<String> bodies) {
        return bodies.stream()
                .map(body -> String.join(
                        "|",
                        JsonMapper.shared()
                                .readTree(body)
                                .path("messages")
                                .valueStream()
                                .map(message ->
                                        message.path("role").stringValue().charAt(0) + ":"
                                                + message.path("content").stringValue())
                                .toList()))
                .toList();
    }

    private static List<String> allTurns() {
        return List.of(
                "u:a zero",
                "u:a zero|a:I see|u:a one",
                "u:a zero|a:I see|u:a one|a:I see|u:a two",
                "u:b zero",
                "u:b zero|a:I see|u:b one",
                "s:be c|u:c zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "payload:"})
    void linesOfOneSessionAreItsTurns(String kind) throws IOException {
        try (ScriptedServer server = server()) {
            CommandRun run = profile(server.url(), "--session-concurrency 1 --input-file " + kind + file());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(said(server.bodies())).isEqualTo(allTurns());
            List<JsonNode> bodies =
                    server.bodies().stream().map(JsonMapper.shared()::readTree).toList();
            assertThat(bodies.get(0).path("max_tokens").asInt()).isEqualTo(3);
            assertThat(bodies.get(1).path("max_tokens").asInt()).isEqualTo(5);
            assertThat(bodies.get(1).has("top_k")).isEqualTo(!kind.isEmpty());
            assertThat(bodies.get(2).has("top_k")).isFalse();
            assertThat(CommandRun.records(directory.resolve("run")).stream()
                            .map(record -> turn(record).session()))
                    .containsExactly("a", "a", "a", "b", "b", "c");
        }
    }

    @Test
    void delaysAreOfTheFileTimesTheRatio() throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--input-file",
                file().toString(),
                "--session-delay-ratio",
                "2",
                "--osl",
                "2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, RequestRecord> records = new TreeMap<>();
        CommandRun.records(directory.resolve("run"))
                .forEach(record ->
                        records.put(turn(record).session() + turn(record).turn(), record));
        Map<String, Long> delays = Map.of("a1", 12L, "a2", 8L, "b1", 4L);
        delays.forEach((name, millis) -> {
            String before = "" + name.charAt(0) + (char) (name.charAt(1) - 1);
            assertThat(Objects.requireNonNull(records.get(name)).dueNanos()
                            - Objects.requireNonNull(records.get(before)).endNanos())
                    .isEqualTo(millis * 1_000_000);
        });
        assertThat(run.out()).contains("timestamps were not followed");
    }

    @Test
    void aScheduleBeginsSessionsAtTheirFirstLines() throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--input-file",
                file().toString(),
                "--schedule-file",
                file().toString(),
                "--osl",
                "2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        Map<String, Long> begins = new TreeMap<>();
        CommandRun.records(directory.resolve("run")).stream()
                .filter(record -> turn(record).turn() == 0)
                .forEach(record -> begins.put(turn(record).session(), record.dueNanos()));
        long start = Objects.requireNonNull(begins.get("a"));
        begins.replaceAll((session, due) -> (due - start) / 1_000_000);
        assertThat(begins).isEqualTo(Map.of("a", 0L, "b", 30L, "c", 50L));
        assertThat(CommandRun.records(directory.resolve("run"))).hasSize(LINES.size());
    }

    @Test
    void whatWasSentCanBeSentAgain() throws IOException {
        List<List<String>> both = new ArrayList<>();
        Path input = file();
        for (int i = 0; i < 2; i++) {
            try (ScriptedServer server = server()) {
                CommandRun run = CommandRun.profile(
                        server.url(),
                        directory.resolve("run" + i),
                        "--session-concurrency",
                        "1",
                        "--input-file",
                        input.toString());
                assertThat(run.exitCode()).as(run.err()).isZero();
                both.add(server.bodies());
            }
            input = directory.resolve("run" + i + "/inputs.json");
        }
        assertThat(both.getLast()).isEqualTo(both.getFirst());
    }

    @Test
    void theWarmUpTakesSessionsFromTheBeginning() throws IOException {
        try (ScriptedServer server = server()) {
            CommandRun run =
                    profile(server.url(), "--session-concurrency 1 --warmup-request-count 4 --input-file " + file());

            assertThat(run.exitCode()).as(run.err()).isZero();
            List<String> expected = new ArrayList<>(allTurns().subList(0, 4));
            expected.add("s:be c|u:c zero");
            expected.addAll(allTurns().subList(0, 5));
            assertThat(said(server.bodies())).isEqualTo(expected);
        }
    }

    @Test
    void anApiWithoutConversationsSendsEachLineAlone() throws IOException {
        Path file = Files.write(directory.resolve("turns.jsonl"), List.of(LINES.get(0), LINES.get(2)));
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--endpoint-type completions --request-count 4 --osl 2 --input-file " + file).split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("session ids, delays", "were not followed");
        assertThat(CommandRun.records(directory.resolve("run"))).allMatch(record -> record.session() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--session-turns-mean 2", "--request-count 3", "--file-order shuffle"})
    void whatAFileOfSessionsLeavesNoRoomForIsRefused(String flags) throws IOException {
        CommandRun run = profile("127.0.0.1:1", flags + " --input-file " + file());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("sessions");
    }

    @Test
    void aFileWithoutSessionsHoldsNone() throws IOException {
        Path file = Files.write(directory.resolve("lines.jsonl"), List.of("{\"text\":\"x\"}"));
        CommandRun run = profile("127.0.0.1:1", "--num-sessions 2 --input-file " + file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no session_id").hasLineCount(1);
    }
}
