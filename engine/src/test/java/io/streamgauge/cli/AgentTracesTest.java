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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traces of agents in whole runs: which request waits for which, and what each of them says. */
class AgentTracesTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path directory;

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("trace.jsonl"), List.of(lines));
    }

    private List<RequestRecord> run(String flags) throws IOException {
        CommandRun run = CommandRun.profileMock(directory.resolve("run"), flags.split(" "));
        assertThat(run.exitCode()).as(run.err()).isZero();
        List<RequestRecord> records = CommandRun.records(directory.resolve("run")).stream()
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
        assertThat(records).extracting(RequestRecord::status).containsOnly(Status.OK);
        return records;
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    private static long delay(RequestRecord before, RequestRecord after) {
        return after.dueNanos() - before.endNanos();
    }

    private static RequestRecord later(RequestRecord a, RequestRecord b) {
        return a.endNanos() > b.endNanos() ? a : b;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --input-format weka", " --custom-dataset-type weka_trace"})
    void aSubagentGoesOnBesideItsAgentWhichWaitsForIt(String format) throws IOException {
        var records = run("--input-file " + CommandRun.dataset("weka.jsonl")
                + " --session-concurrency 1 --session-delay-ratio 0.5" + format);

        assertThat(records).extracting(RequestRecord::isl).containsExactly(40, 60, 20, 36, 18, 80, 32, 48);
        assertThat(records).extracting(RequestRecord::osl).containsExactly(4, 6, 3, 3, 1, 5, 4, 4);
        assertThat(records)
                .extracting(record -> turn(record).session())
                .containsExactly(
                        "trace_0001",
                        "trace_0001",
                        "trace_0001",
                        "trace_0001",
                        "trace_0001",
                        "trace_0001",
                        "trace_0002",
                        "trace_0002");
        assertThat(records.subList(0, 6))
                .extracting(record -> turn(record).turn())
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(records).extracting(record -> turn(record).turns()).contains(6, 2);
        assertThat(delay(records.get(0), records.get(1))).isEqualTo(15 * MILLI);
        assertThat(delay(records.get(1), records.get(2))).isEqualTo(2_500_000);
        assertThat(delay(records.get(2), records.get(3))).isEqualTo(5 * MILLI);
        assertThat(delay(records.get(1), records.get(4))).isEqualTo(5 * MILLI);
        // By the trace the subagent ended 10 ms after its last request, and 10 ms before the agent went on.
        assertThat(delay(later(records.get(1), records.get(3)), records.get(5))).isEqualTo(10 * MILLI);
        assertThat(delay(records.get(6), records.get(7))).isEqualTo(50 * MILLI);
    }

    /** The one message of each request, in the order in which they came. */
    private List<String> said(String flags) throws IOException {
        String answer = "{\"choices\":[{\"delta\":{\"content\":\"never said again\"},\"finish_reason\":\"stop\"}]}";
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.stream(answer, "[DONE]"))) {
            CommandRun run = CommandRun.profile(server.url(), directory.resolve("run"), flags.split(" "));
            assertThat(run.exitCode()).as(run.err()).isZero();
            return server.bodies().stream()
                    .map(body -> JsonMapper.shared().readTree(body).path("messages"))
                    .peek(messages -> assertThat(messages).hasSize(1))
                    .map(messages -> messages.path(0).path("content").asString())
                    .toList();
        }
    }

    @Test
    void aTurnSaysItsBlocksAndNoAnswer() throws IOException {
        List<String> said =
                said("--session-concurrency 1 --ignore-trace-delays --input-file " + CommandRun.dataset("weka.jsonl"));

        String first = words(said.get(0), 20);
        assertThat(said).hasSize(8).doesNotHaveDuplicates();
        // The first two turns share two blocks of 16 tokens, the second and the last of the agent three.
        assertThat(said.get(1)).startsWith(first);
        assertThat(said.stream().filter(text -> text.startsWith(words(said.get(1), 35))))
                .hasSize(2);
        // The same ids are other blocks in another session.
        assertThat(said.subList(6, 8)).noneMatch(text -> text.startsWith(first));
        assertThat(said.get(7)).startsWith(words(said.get(6), 20));
    }

    private static String words(String text, int count) {
        return String.join(" ", List.of(text.split(" ")).subList(0, count));
    }

    @Test
    void followsWhatTheTraceSaysOfThinking() throws IOException {
        Path file = file(
                "{\"id\":\"a\",\"block_size\":16,\"requests\":[{\"t\":0,\"in\":20,\"out\":2,\"api_time\":0.01},"
                        + "{\"t\":0.05,\"in\":30,\"out\":2,\"think_time\":0.008,\"api_time\":0.01},{\"t\":0.07,\"in\":30,\"out\":2}]}");
        var thought = run("--use-think-time-only --input-file " + file);
        assertThat(delay(thought.get(0), thought.get(1))).isEqualTo(8 * MILLI);
        assertThat(delay(thought.get(1), thought.get(2))).isEqualTo(10 * MILLI);
        var capped = run("--inter-turn-delay-cap-seconds 0.004 --session-delay-ratio 0.5 --input-file " + file);
        assertThat(delay(capped.get(0), capped.get(1))).isEqualTo(2 * MILLI);
        var recorded = run("--input-file " + file);
        assertThat(delay(recorded.get(0), recorded.get(1))).isEqualTo(40 * MILLI);
    }

    @Test
    void longIdleTimesAreCutShort() throws IOException {
        Path file =
                file("{\"id\":\"a\",\"block_size\":16,\"requests\":[{\"t\":0,\"in\":20,\"out\":2,\"api_time\":0.01},"
                        + "{\"t\":3000,\"in\":30,\"out\":2},{\"t\":3000.02,\"in\":30,\"out\":2}]}");
        var records = run("--trace-idle-gap-cap-seconds 0.03 --input-file " + file);
        assertThat(delay(records.get(0), records.get(1))).isEqualTo(20 * MILLI);
        assertThat(delay(records.get(1), records.get(2))).isEqualTo(20 * MILLI);
    }

    @Test
    void aScheduleSendsAgentsRequestsWhenTheySentThem() throws IOException {
        var records = run("--fixed-schedule --input-file " + CommandRun.dataset("weka.jsonl"));

        long begin = records.getFirst().dueNanos();
        assertThat(records)
                .extracting(record -> (record.dueNanos() - begin) / 1_000_000)
                .containsExactly(0L, 50L, 75L, 105L, 80L, 145L, 0L, 120L);
    }

    @Test
    void aSessionMayStandOnManyLines() throws IOException {
        JsonNode session = JsonMapper.shared()
                .readTree(Files.readAllLines(Path.of(CommandRun.dataset("weka.jsonl")))
                        .getFirst());
        Path file = Files.writeString(directory.resolve("one.json"), session.toPrettyString());

        assertThat(run("--ignore-trace-delays --input-file " + file)).hasSize(6);
    }

    @Test
    void sessionsWithARequestTooLongAreLeftOut() throws IOException {
        assertThat(run("--ignore-trace-delays --synthesis-max-isl 50 --input-file " + CommandRun.dataset("weka.jsonl")))
                .extracting(RequestRecord::isl)
                .containsExactly(32, 48);
    }

    /** A moment of a session that is left out would be given to the next one. */
    @ParameterizedTest
    @ValueSource(strings = {"weka.jsonl", "tracelab.jsonl", "otel.jsonl", "dag.jsonl"})
    void noSessionIsLeftOutOfASchedule(String name) {
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1",
                directory.resolve("run"),
                ("--fixed-schedule --synthesis-max-isl 50 --input-file " + CommandRun.dataset(name)).split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--synthesis-max-isl and --schedule-file, or --fixed-schedule of sessions");

        CommandRun limited = CommandRun.profile(
                "127.0.0.1:1",
                directory.resolve("run"),
                ("--fixed-schedule --max-input-tokens 50 --skip-invalid --input-file " + CommandRun.dataset(name))
                        .split(" "));
        assertThat(limited.exitCode()).isEqualTo(2);
        assertThat(limited.err()).contains("--max-input-tokens and --skip-invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"b\",\"block_size\":16} | trace.jsonl:2: expected a session",
                "{\"id\":\"b\",\"block_size\":16,\"requests\":[]} | trace.jsonl:2: expected a request",
                "{\"block_size\":16,\"requests\":[{\"t\":0,\"in\":20}]} | trace.jsonl:2: expected \"id\"",
                "{\"id\":\"b\",\"block_size\":0,\"requests\":[{\"t\":0,\"in\":20}]} | \"block_size\" is 0; expected",
                "{\"id\":\"b\",\"requests\":[{\"t\":0,\"in\":20},{\"in\":20}]} | trace.jsonl:2: request 2: \"t\" is",
                "{\"id\":\"b\",\"requests\":[{\"t\":0}]} | trace.jsonl:2: request 1: expected \"in\"",
                "{\"id\":\"b\",\"requests\":[{\"t\":0,\"in\":20,\"hash_ids\":[\"x\"]}]} | request 1: \"hash_ids\" holds",
                "{\"id\":\"a\",\"requests\":[{\"t\":0,\"in\":20}]} | trace.jsonl:2: session \"a\" stands in the file before",
                "{\"id\":\"b\", | trace.jsonl:2: not JSON",
            })
    void whatMakesNoSenseIsToldWithItsLine(String line, String expected) throws IOException {
        Path file = file("{\"id\":\"a\",\"block_size\":16,\"requests\":[{\"t\":0,\"in\":20,\"out\":2}]}", line);
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1",
                directory.resolve("run"),
                "--no-preflight",
                "--input-format",
                "weka",
                "--input-file",
                file.toString());
        run.assertRefused(expected);

        assertThat(run("--skip-invalid --input-format weka --input-file " + file))
                .hasSize(1);
    }

    /** What is broken at its very start is no row of which a place could be told, and has a file all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"}", "]{}", "[", "{", "nonsense", "[nonsense"})
    void brokenFromTheStartIsToldWithTheFile(String content) throws IOException {
        for (String format : List.of("weka", "otel", "tracelab")) {
            // The file ends with a line break, behind which an end is missed.
            int line = content.equals("[") || content.equals("{") ? 2 : 1;
            Path file = file(content);
            String refused = file + ": line " + line + ": not JSON: ";
            for (String schedule : List.of("", " --fixed-schedule")) {
                CommandRun run = CommandRun.profile(
                        "127.0.0.1:1",
                        directory.resolve("run"),
                        ("--no-preflight --input-format " + format + " --input-file " + file + schedule).split(" "));
                run.assertRefused((schedule.isEmpty() ? "--input-file " : "--schedule-file ") + refused);
                assertThat(run.err()).doesNotContain("REDACTED");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user-centric-rate 5 --num-users 1 | users send one turn after the other",
                "--synthesis-prefix-len-multiplier 2 | each of its turns says what the ones before it said",
                "--endpoint-type completions | has no conversations",
                "--trace-idle-gap-cap-seconds -1 | give 0 or more",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"), (flags + " --input-file " + CommandRun.dataset("weka.jsonl")).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --custom-dataset-type tracelab"})
    void roundsThatSayNoMoreThanHowMuchWasKnownAreSessionsToo(String format) throws IOException {
        var records = run("--session-concurrency 1 --session-delay-ratio 0.001 --isl-block-size 16 --input-file "
                + CommandRun.dataset("tracelab.jsonl") + format);

        assertThat(records)
                .extracting(record -> turn(record).session() + " " + record.isl() + " " + record.osl())
                .containsExactly(
                        "claude:aa 40 4",
                        "claude:aa 64 7",
                        "claude:aa 20 2",
                        "claude:aa 36 2",
                        "claude:aa 90 4",
                        "codex:bb 30 3");
        assertThat(delay(records.get(0), records.get(1))).isCloseTo(2_500_000, within(1_000L));
        assertThat(delay(records.get(1), records.get(2))).isCloseTo(4 * MILLI, within(1_000L));
        assertThat(delay(records.get(2), records.get(3))).isCloseTo(2 * MILLI, within(1_000L));
        // The call of the tool ended 8 seconds after its agent's last round, and 2 before the next one.
        assertThat(delay(later(records.get(1), records.get(3)), records.get(4))).isCloseTo(10 * MILLI, within(1_000L));
    }

    @Test
    void aScheduleBeginsSessionsWhenTheyBegan() throws IOException {
        var records = run(
                "--fixed-schedule --fixed-schedule-speed 1000 --input-file " + CommandRun.dataset("tracelab.jsonl"));

        long begin = records.getFirst().dueNanos();
        assertThat(records)
                .extracting(record -> Math.round((record.dueNanos() - begin) / 1e4) / 100.0)
                .containsExactly(0.0, 4.5, 10.0, 14.0, 28.0, 8.0);
    }

    @Test
    void roundsShareWhatTheEngineKnew() throws IOException {
        List<String> said = said("--session-concurrency 1 --session-delay-ratio 0 --isl-block-size 16 --input-file "
                + CommandRun.dataset("tracelab.jsonl"));

        assertThat(said.get(1)).startsWith(words(said.get(0), 20)).isNotEqualTo(said.get(0));
        assertThat(said.get(4)).startsWith(words(said.get(1), 40));
        assertThat(said.get(2)).doesNotStartWith(words(said.get(0), 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session_id\":\"b\"} | trace.jsonl:2: \"input_tokens_total\" is",
                "{\"input_tokens_total\":5} | trace.jsonl:2: expected \"session_id\"",
                "{\"session_id\":\"b\",\"input_tokens_total\":5} | trace.jsonl:2: session \"b\": no round of it says when",
                "{\"session_id\":\"b\",\"input_tokens_total\":5,\"timing_events\":[{\"timestamp\":\"noon\"}]} | trace.jsonl:2: \"timestamp\" is \"noon\"",
            })
    void roundsThatMakeNoSenseAreToldWithTheirLine(String line, String expected) throws IOException {
        Path file = file(
                Files.readAllLines(Path.of(CommandRun.dataset("tracelab.jsonl")))
                        .getFirst(),
                line);
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1", directory.resolve("run"), "--no-preflight", "--input-file", file.toString());
        run.assertRefused(expected);

        assertThat(run("--skip-invalid --input-file " + file)).hasSize(1);
    }
}
