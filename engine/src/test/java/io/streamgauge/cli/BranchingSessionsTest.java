package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions of which turns begin others, as AIPerf's lines and the spans of OpenTelemetry say. */
class BranchingSessionsTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path directory;

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("lines.jsonl"), List.of(lines));
    }

    private List<RequestRecord> records() throws IOException {
        return CommandRun.records(directory.resolve("run")).stream()
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
    }

    private List<RequestRecord> run(String flags) throws IOException {
        CommandRun run = CommandRun.profileMock(directory.resolve("run"), flags.split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(records()).extracting(RequestRecord::status).containsOnly(Status.OK);
        return records();
    }

    /** What each request said, by its last message. */
    private Map<String, List<String>> said(String flags) throws IOException {
        String answer = "{\"choices\":[{\"delta\":{\"content\":\"aha\"},\"finish_reason\":\"stop\"}]}";
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.stream(answer, "[DONE]"))) {
            CommandRun run = CommandRun.profile(server.url(), directory.resolve("run"), flags.split(" "));
            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, List<String>> said = new HashMap<>();
            for (String body : server.bodies()) {
                List<String> messages = JsonMapper.shared()
                        .readTree(body)
                        .path("messages")
                        .valueStream()
                        .map(BranchingSessionsTest::message)
                        .toList();
                said.put(messages.getLast(), messages);
            }
            return said;
        }
    }

    private static String message(JsonNode message) {
        return message.path("role").asString("") + ": "
                + message.path("content").asString("")
                + (message.has("tool_calls") ? message.path("tool_calls").toString() : "");
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    private static long end(List<RequestRecord> records, int... turns) {
        long end = Long.MIN_VALUE;
        for (int turn : turns) {
            end = Math.max(end, records.get(turn).endNanos());
        }
        return end;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --custom-dataset-type dag_jsonl", " --input-format dag"})
    void aTurnBeginsOthersAndWaitsForThem(String format) throws IOException {
        var records = run("--session-concurrency 1 --input-file " + CommandRun.dataset("dag-branches.jsonl") + format);

        // root 0, side 0, check 0 and 1, slow 0, root 1 and 2, end-a 0 and 1, end-b 0; then the loop's two rounds
        assertThat(records).hasSize(16);
        assertThat(records.subList(0, 10))
                .allSatisfy(record -> assertThat(turn(record).session()).isEqualTo("root"));
        assertThat(records.subList(10, 16))
                .allSatisfy(record -> assertThat(turn(record).session()).isEqualTo("loop"));
        assertThat(records.subList(0, 10))
                .extracting(record -> turn(record).turn())
                .isSorted();
        long[] due = records.stream().mapToLong(RequestRecord::dueNanos).toArray();
        assertThat(new long[] {due[1], due[2], due[4]}).containsOnly(end(records, 0));
        assertThat(due[3]).isEqualTo(end(records, 2) + 4 * MILLI);
        assertThat(due[5]).isEqualTo(end(records, 0, 3));
        assertThat(due[6]).isEqualTo(end(records, 4, 5) + 3 * MILLI);
        assertThat(new long[] {due[7], due[9]}).containsOnly(end(records, 6));
        assertThat(due[8]).isEqualTo(end(records, 7));
        // one 0 and 1 and two 0, and again when all of these had ended
        assertThat(due[11]).isEqualTo(end(records, 10));
        assertThat(new long[] {due[13], due[15]}).containsOnly(end(records, 11, 12) + 5 * MILLI);
    }

    @Test
    void forksGoOnWithTheConversationAndSpawnsDoNot() throws IOException {
        var said = said("--session-concurrency 1 --input-file " + CommandRun.dataset("dag-branches.jsonl"));

        List<String> root = List.of(
                "system: Plan.",
                "user: root zero",
                "assistant: aha",
                "user: root one",
                "assistant: aha",
                "user: root two",
                "assistant: aha");
        assertThat(said.get("user: root two")).isEqualTo(root.subList(0, 6));
        assertThat(said.get("user: side zero"))
                .containsExactly("system: Plan.", "user: root zero", "assistant: aha", "user: side zero");
        assertThat(said.get("user: end-a zero"))
                .startsWith(root.toArray(String[]::new))
                .hasSize(8);
        assertThat(said.get("user: end-a one"))
                .startsWith(root.toArray(String[]::new))
                .hasSize(10);
        assertThat(said.get("user: end-b zero"))
                .startsWith(root.toArray(String[]::new))
                .hasSize(8);
        assertThat(said.get("user: check one"))
                .containsExactly("user: check zero", "assistant: aha", "user: check one");
        assertThat(said.get("user: one one")).containsExactly("user: one one");
    }

    @Test
    void aSessionIsOneHoweverManyTurnsAreBesideEachOther() throws IOException {
        var records = run("--request-rate 1000 --session-concurrency 1 --num-sessions 4 --input-file "
                + CommandRun.dataset("dag-branches.jsonl"));

        assertThat(records).hasSize(32);
        for (int first : new int[] {10, 16, 26}) {
            long before = records.subList(0, first).stream()
                    .mapToLong(RequestRecord::endNanos)
                    .max()
                    .orElseThrow();
            assertThat(records.get(first).sentNanos()).isGreaterThanOrEqualTo(before);
        }
    }

    @Test
    void nothingMoreBeginsInASessionOfWhichATurnFailed() throws IOException {
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.json(500, "{}"))) {
            CommandRun run = CommandRun.profile(
                    server.url(),
                    directory.resolve("run"),
                    "--no-preflight",
                    "--session-concurrency",
                    "2",
                    "--input-file",
                    CommandRun.dataset("dag-branches.jsonl"));
            assertThat(run.out() + run.err())
                    .contains("13 of their turns were never sent")
                    .doesNotContain("Exception");
        }
        // The root's first turn, and both with which the loop begins.
        assertThat(records())
                .extracting(RequestRecord::status)
                .containsOnly(Status.HTTP_ERROR)
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session_id\":\"b\",\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"spawns\":[\"c\"]}]} | lines.jsonl:2: session \"b\": \"c\" is begun and stands in no line",
                "{\"session_id\":\"b\",\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"spawns\":[\"b\"]}]} | lines.jsonl:2: session \"b\": it begins itself: b, b",
                "{\"session_id\":\"b\",\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"forks\":[\"a\"]},{\"text\":\"y\"}]} | lines.jsonl:2: turn 1: \"forks\" before the last turn",
                "{\"session_id\":\"b\",\"turns\":[{\"text\":\"x\",\"spawns\":[{\"children\":[\"a\"],\"join_at\":1}]}]} | lines.jsonl:2: turn 1: \"join_at\" is 1; expected a later turn",
                "{\"session_id\":\"b\",\"turns\":[{\"text\":\"x\",\"spawns\":[\"a\",\"a\"]}]} | turn 1: \"spawns\" names a session twice",
                "{\"session_id\":\"b\",\"turns\":[{\"text\":\"x\",\"spawns\":[5]}]} | turn 1: \"spawns\" holds 5; expected names",
                "{\"session_id\":\"b\",\"turns\":[{\"delay\":5}]} | lines.jsonl:2: turn 1: expected \"text\"",
                "{\"session_id\":\"b\",\"orchestrator\":true,\"spawns\":[]} | expected \"spawns\", sessions that it begins",
                "{\"session_id\":\"b\",\"orchestrator\":true,\"spawns\":[\"a\"],\"think_time_sigma\":1} | \"think_time_sigma\": times are not drawn",
                "{\"session_id\":\"a\",\"turns\":[{\"text\":\"x\"}]} | lines.jsonl:2: session \"a\" stands in the file before",
            })
    void whatMakesNoSenseIsToldWithItsLine(String line, String expected) throws IOException {
        Path file = file("{\"session_id\":\"a\",\"turns\":[{\"text\":\"x\",\"spawns\":[]}]}", line);
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1",
                directory.resolve("run"),
                "--no-preflight",
                "--input-format",
                "dag",
                "--input-file",
                file.toString());
        run.assertRefused(expected);

        assertThat(run("--skip-invalid --input-format dag --input-file " + file))
                .hasSize(1);
    }

    @Test
    void linesThatBeginEachOtherForEverAreRefused() throws IOException {
        String[] lines = IntStream.range(0, 2_000)
                .mapToObj(i -> "{\"session_id\":\"s" + i + "\",\"turns\":[{\"text\":\"x\""
                        + (i < 1_999 ? ",\"spawns\":[\"s" + (i + 1) + "\"]" : "") + "}]}")
                .toArray(String[]::new);

        CommandRun.profile(
                        "127.0.0.1:1",
                        directory.resolve("run"),
                        "--no-preflight",
                        "--input-format",
                        "dag",
                        "--input-file",
                        file(lines).toString())
                .assertRefused("lines, each begun by the one before it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --input-format otel"})
    void spansWaitForThoseBeforeThem(String format) throws IOException {
        var records = run("--session-concurrency 1 --session-delay-ratio 0.01 --input-file "
                + CommandRun.dataset("otel.jsonl") + format);

        // In the order of their times: c1, c2 of the helper, c4, c3 of the helper, c5; then the other session's.
        assertThat(records)
                .extracting(record -> turn(record).session() + " " + record.osl())
                .containsExactly("t1 4", "t1 3", "t1 5", "t1 3", "t1 6", "second 2");
        assertThat(records.get(1).isl()).isEqualTo(40);
        assertThat(records.get(3).isl()).isEqualTo(60);
        assertThat(records.get(1).dueNanos() - end(records, 0)).isCloseTo(2 * MILLI, within(2_000L));
        assertThat(records.get(2).dueNanos() - end(records, 0)).isCloseTo(5 * MILLI, within(2_000L));
        assertThat(records.get(3).dueNanos() - end(records, 1, 2)).isCloseTo(2 * MILLI, within(2_000L));
        assertThat(records.get(4).dueNanos() - end(records, 3)).isCloseTo(10 * MILLI, within(2_000L));
    }

    @Test
    void spansSayWhatTheySaid() throws IOException {
        var said = said(
                "--session-concurrency 1 --session-delay-ratio 0 --input-file " + CommandRun.dataset("otel.jsonl"));

        assertThat(said.get("user: Find the bug.")).containsExactly("system: You debug.", "user: Find the bug.");
        assertThat(Objects.requireNonNull(said.get("user: Fix it.")).subList(2, 4))
                .containsExactly(
                        "assistant: [{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"grep\",\"arguments\":\"{\\\"pattern\\\":\\\"NPE\\\"}\"}}]",
                        "tool: Foo.java:3");
        assertThat(Files.readString(directory.resolve("run/inputs.json"))).contains("\"function\"", "\"search\"");
    }

    @Test
    void whatACollectorWroteIsReadToo() throws IOException {
        var records = run("--fixed-schedule --input-file " + CommandRun.dataset("otlp.jsonl"));

        assertThat(records)
                .extracting(record -> turn(record).session() + " " + record.osl())
                .containsExactly("talk 3", "talk 4", "bb 2");
        assertThat(records.get(1).dueNanos() - records.get(0).dueNanos()).isCloseTo(20 * MILLI, within(2_000L));
        assertThat(records.get(2).dueNanos() - records.get(0).dueNanos()).isCloseTo(MILLI, within(2_000L));
        assertThat(records.get(2).isl()).isEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"trace\":1} | lines.jsonl:2: expected \"resourceSpans\", \"spans\"",
                "{\"spans\":[{\"name\":\"chat m\",\"attributes\":{}}]} | lines.jsonl:2: \"start_time\" is",
                "{\"spans\":[{\"span_id\":\"s\",\"name\":\"chat m\",\"start_time\":5,\"attributes\":{}}]} | lines.jsonl:2: session \"line-2\": span s: expected \"gen_ai.input.messages\"",
                "{\"spans\":[{\"name\":\"chat m\",\"start_time\":5,\"attributes\":{\"gen_ai.input.messages\":\"[{\"}}]} | \"gen_ai.input.messages\": not JSON",
            })
    void spansThatMakeNoSenseAreToldWithTheirLine(String line, String expected) throws IOException {
        Path file = file(
                Files.readAllLines(Path.of(CommandRun.dataset("otel.jsonl"))).get(1), line);
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1", directory.resolve("run"), "--no-preflight", "--input-file", file.toString());
        run.assertRefused(expected);

        assertThat(run("--skip-invalid --input-file " + file)).hasSize(1);
    }
}
