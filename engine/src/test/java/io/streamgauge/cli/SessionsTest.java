package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions in whole runs: what each turn says, in which order, and what is recorded of it. */
class SessionsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Texts that are hard to carry from a stream of JSON into a body of JSON. */
    private static final List<String> ANSWER =
            List.of("He said \"no\"\\", "\n\tand left. \u00e9\u4e16", "\ud83d\ude00", " \u2028</end>");

    @TempDir
    private Path directory;

    private CommandRun profile(String url, String flags) {
        return CommandRun.profile(url, directory.resolve("run"), ("--isl 6 --osl 4 " + flags).split(" "));
    }

    private List<RequestRecord> records() throws IOException {
        return CommandRun.records(directory.resolve("run"));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    private static Map<String, List<RequestRecord>> bySession(List<RequestRecord> records) {
        Map<String, List<RequestRecord>> sessions = records.stream()
                .collect(Collectors.groupingBy(record -> turn(record).session()));
        sessions.values()
                .forEach(turns -> turns.sort(
                        Comparator.comparingInt(record -> turn(record).turn())));
        return sessions;
    }

    /** Events of a chat stream with these texts, the ASCII escapes of JSON where they must be and elsewhere too. */
    private static ScriptedServer.Answer stream(List<String> texts) {
        List<String> events = new ArrayList<>();
        events.add("{\"id\":\"x\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}");
        events.add("{\"id\":\"x\",\"choices\":[{\"delta\":{\"reasoning_content\":\"let me think\"}}]}");
        for (String text : texts) {
            events.add("{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":" + JSON.writeValueAsString(text) + "}}]}");
        }
        events.add("{\"id\":\"x\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
        events.add("[DONE]");
        return ScriptedServer.Answer.stream(events.toArray(String[]::new));
    }

    private static List<JsonNode> messages(String body) {
        return JSON.readTree(body).path("messages").valueStream().toList();
    }

    /** A conversation's messages so far are its name: no two begin alike. */
    private static Map<String, List<List<JsonNode>>> conversations(List<String> bodies) {
        Map<String, List<List<JsonNode>>> conversations = new HashMap<>();
        for (String body : bodies) {
            List<JsonNode> messages = messages(body);
            conversations
                    .computeIfAbsent(messages.getFirst().toString(), first -> new ArrayList<>())
                    .add(messages);
        }
        return conversations;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--session-concurrency 1", "--session-concurrency 3 --loops 2", "--concurrency 2"})
    void eachTurnSaysWhatWasSaidBeforeIt(String load) throws IOException {
        try (ScriptedServer server = ScriptedServer.always(stream(ANSWER))) {
            CommandRun run = profile(server.url(), "--num-sessions 4 --session-turns-mean 3 " + load);

            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, List<List<JsonNode>>> conversations = conversations(server.bodies());
            assertThat(conversations).hasSize(4);
            assertThat(conversations.values()).allSatisfy(turns -> {
                assertThat(turns).hasSize(3);
                for (int turn = 0; turn < 3; turn++) {
                    List<JsonNode> said = turns.get(turn);
                    assertThat(said).hasSize(2 * turn + 1);
                    assertThat(said.getLast().path("role").stringValue()).isEqualTo("user");
                    if (turn > 0) {
                        assertThat(said.subList(0, 2 * turn - 1)).isEqualTo(turns.get(turn - 1));
                        assertThat(said.get(2 * turn - 1).path("role").stringValue())
                                .isEqualTo("assistant");
                        assertThat(said.get(2 * turn - 1).path("content").stringValue())
                                .isEqualTo(String.join("", ANSWER));
                    }
                }
            });
            assertThat(records()).hasSize(12).allMatch(record -> record.status() == Status.OK);
        }
    }

    @Test
    void recordsSayWhichTurnTheyAreAndCountAllThatWasSaid() throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--isl 7 --osl 3 --num-sessions 5 --session-turns-mean 3 --session-turns-stddev 1.5 --warmup-request-count 4"
                        .split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<RequestRecord> records = records();
        assertThat(records.stream().filter(record -> record.phase() == Phase.WARMUP))
                .hasSize(4)
                .allMatch(record -> turn(record).session().startsWith("warmup-"));
        Map<String, List<RequestRecord>> sessions = bySession(records.stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .toList());
        assertThat(sessions).hasSize(5);
        assertThat(sessions.values().stream().map(List::size).distinct().count())
                .isGreaterThan(1);
        assertThat(sessions.values()).allSatisfy(turns -> {
            assertThat(turns).hasSize(turn(turns.getFirst()).turns());
            for (int i = 0; i < turns.size(); i++) {
                RequestRecord record = turns.get(i);
                assertThat(turn(record).turn()).isEqualTo(i);
                assertThat(record.request()).isEqualTo(turns.getFirst().request() + i);
                if (i == 0) {
                    assertThat(record.isl()).isEqualTo(7);
                } else {
                    RequestRecord before = turns.get(i - 1);
                    assertThat(record.sentNanos()).isGreaterThan(before.endNanos());
                    // The whole text is counted, in which a space may stand for a token, or a word be shorter behind
                    // it.
                    assertThat(record.isl() - before.isl()).isBetween(before.osl() + 7 - 2, before.osl() + 7 + 2);
                }
            }
        });
    }

    @Test
    void aTurnWaitsForItsDelay() throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--isl 5 --osl 2 --num-sessions 2 --session-turns-mean 3 --session-turn-delay-mean 40 --session-delay-ratio 0.5"
                        .split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(bySession(records()).values()).hasSize(2).allSatisfy(turns -> {
            for (int i = 1; i < turns.size(); i++) {
                assertThat(turns.get(i).dueNanos() - turns.get(i - 1).endNanos())
                        .isEqualTo(20_000_000);
                assertThat(turns.get(i).sentNanos())
                        .isGreaterThanOrEqualTo(turns.get(i).dueNanos());
            }
        });
    }

    @Test
    void aSessionEndsWithATurnThatFails() throws IOException {
        ScriptedServer.Answer failure = ScriptedServer.Answer.json(500, "{\"error\":{\"message\":\"no\"}}");
        try (ScriptedServer server =
                new ScriptedServer(body -> messages(body).size() == 3 ? failure : stream(List.of("yes", " sir")))) {
            CommandRun run = profile(server.url(), "--num-sessions 3 --session-turns-mean 4");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.bodies()).hasSize(6);
            assertThat(bySession(records()).values())
                    .hasSize(3)
                    .allSatisfy(turns -> assertThat(turns.stream().map(RequestRecord::status))
                            .containsExactly(Status.OK, Status.HTTP_ERROR));
        }
    }

    @Test
    void aSessionGoesOnAfterARetry() throws IOException {
        List<String> refused = new ArrayList<>();
        try (ScriptedServer server = new ScriptedServer(body -> {
            synchronized (refused) {
                if (messages(body).size() == 3 && !refused.contains(body)) {
                    refused.add(body);
                    return ScriptedServer.Answer.json(503, "{}");
                }
            }
            return stream(ANSWER);
        })) {
            CommandRun run = profile(server.url(), "--num-sessions 2 --session-turns-mean 3 --retries 1");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(refused).hasSize(2);
            assertThat(server.bodies()).hasSize(8).containsAll(refused);
        }
    }

    @Test
    void aServerThatRefusesUsageIsNotAskedAgain() throws IOException {
        try (ScriptedServer server = new ScriptedServer(body -> body.contains("stream_options")
                ? ScriptedServer.Answer.json(400, "{\"error\":{\"message\":\"stream_options is unknown\"}}")
                : stream(ANSWER))) {
            CommandRun run = profile(server.url(), "--num-sessions 2 --session-turns-mean 3 --session-concurrency 1");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(server.bodies()).hasSize(7);
            assertThat(conversations(server.bodies().subList(1, 7)).values()).allMatch(turns -> turns.size() == 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "ollama", "multimodal --batch-size-image 0"})
    void everyApiOfConversationsHoldsThem(String type) throws IOException {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--isl 7 --osl 3 --num-sessions 2 --session-turns-mean 2 --endpoint-type " + type).split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(bySession(records()).values()).hasSize(2).allSatisfy(turns -> {
            assertThat(turns).hasSize(2).allMatch(record -> record.status() == Status.OK);
            assertThat(turns.getLast().isl()).isGreaterThanOrEqualTo(7 + 3 + 7 - 2);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--num-sessions 2 --endpoint-type embeddings --no-streaming",
                "--session-turns-mean 2 --endpoint-type completions",
                "--num-sessions 2 --request-count 4",
                "--num-sessions -1",
                "--num-sessions 2 --session-turns-mean 0",
                "--num-sessions 2 --session-delay-ratio -1",
                "--num-sessions 2 --session-concurrency 0",
                "--num-sessions 2 --session-concurrency 2 --concurrency 2",
                "--num-sessions 2 --endpoint-type multimodal",
                "--num-sessions 2 --endpoint-type multimodal --batch-size-image 0 --audio-length-mean 1",
            })
    void whatCannotBeIsRefusedInOneLine(String flags) {
        CommandRun run = profile("127.0.0.1:1", flags);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("session");
    }
}
