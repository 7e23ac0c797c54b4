package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions together with what else a run can be told. */
class CombinedSessionsTest {
    private static final String SHAPE = "--isl 5 --osl 3 --session-turns-mean 3 ";

    @TempDir
    private Path directory;

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(LatencyModel.parse("1ms")).itl(LatencyModel.parse("0ms"));
    }

    private static ScriptedServer scripted() throws IOException {
        return ScriptedServer.always(ScriptedServer.Answer.stream(
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"I see\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    }

    private CommandRun profile(String url, String flags) {
        return CommandRun.profile(
                url,
                directory.resolve("run"),
                (flags.contains("--osl") ? flags + " --isl 5 --session-turns-mean 3" : SHAPE + flags).split(" "));
    }

    private List<RequestRecord> records() throws IOException {
        return CommandRun.records(directory.resolve("run"));
    }

    private JsonNode summary() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(directory.resolve("run/profile_export_genai_perf.json")));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    private static Map<String, List<RequestRecord>> bySession(List<RequestRecord> records) {
        return records.stream()
                .collect(Collectors.groupingBy(
                        record -> record.phase() + turn(record).session()));
    }

    /** Bodies of scripted servers by the words of their user's first message. */
    private static Map<String, Integer> turnsByBeginning(List<String> bodies) {
        Map<String, Integer> turns = new HashMap<>();
        bodies.forEach(body -> turns.merge(
                JsonMapper.shared().readTree(body).at("/messages/0/content").stringValue(), 1, Integer::sum));
        return turns;
    }

    @ParameterizedTest
    @CsvSource({"''", "--shared-system-prompt-length 6", "--user-context-prompt-length 6"})
    void eachSessionHasAMarkOfItsOwnInAllItsTurns(String prefix) throws IOException {
        try (ScriptedServer server = scripted()) {
            CommandRun run = profile(
                    server.url(), "--cache-bust --num-sessions 4 --num-prompts 2 --warmup-request-count 3 " + prefix);

            assertThat(run.exitCode()).as(run.err()).isZero();
            Pattern mark = Pattern.compile("\"content\":\"([0-9a-f]{8}) ");
            Map<String, Integer> marks = new HashMap<>();
            for (String body : server.bodies()) {
                Matcher found = mark.matcher(body);
                assertThat(found.find()).as(body).isTrue();
                marks.merge(found.group(1), 1, Integer::sum);
                assertThat(found.find()).as(body).isFalse();
            }
            assertThat(marks).hasSize(5).containsValue(3).doesNotContainKey("5a17c0de");
            assertThat(marks.values()).containsOnly(3);
        }
    }

    @Test
    void aTurnThatIsGivenUpEndsItsSession() throws IOException {
        try (MockServer server =
                MockServer.start(quick().itl(LatencyModel.parse("20ms")).build())) {
            CommandRun run = profile(
                    "127.0.0.1:" + server.port(),
                    "--osl 20 --num-sessions 16 --session-concurrency 8 --request-cancellation-rate 40"
                            + " --request-cancellation-delay 30ms");

            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, List<RequestRecord>> sessions = bySession(records());
            assertThat(sessions).hasSize(16);
            long given = 0;
            for (List<RequestRecord> turns : sessions.values()) {
                boolean ended = turns.getLast().status() == Status.CANCELLED;
                given += ended ? 1 : 0;
                assertThat(turns.stream().limit(turns.size() - 1)).allMatch(record -> record.status() == Status.OK);
                assertThat(ended || turns.size() == 3).isTrue();
            }
            assertThat(given).isBetween(4L, 15L);
            JsonNode counts = summary().path("session_counts");
            assertThat(counts.path("whole").asLong()).isEqualTo(16 - given);
            assertThat(counts.path("turns_unsent").asLong())
                    .isEqualTo(48 - records().size());
        }
    }

    @Test
    void windowsEndARunOfSessions() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    "127.0.0.1:" + server.port(),
                    "--num-sessions 1000000 --num-prompts 5 --session-concurrency 2 --measurement-interval 120"
                            + " --session-turn-delay-mean 2");

            assertThat(run.exitCode()).as(run.err()).isZero();
            List<RequestRecord> records = records();
            assertThat(records.stream().map(record -> turn(record).toString())).doesNotHaveDuplicates();
            long measured = summary().path("requests").path("measured").asLong();
            assertThat(measured).isBetween(3L, (long) records.size() - 1);
            assertThat(summary().path("session_counts").path("begun").asLong()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency,'1,3',--num-sessions 6",
        "request_rate,'100,200',--num-sessions 6",
        "input_sequence_length,'5,9',--num-sessions 6 --session-concurrency 2",
    })
    void aSweepHoldsTheSameSessionsAtEachValue(String type, String values, String flags) throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = CommandRun.of(("analyze -m m --tokenizer builtin --url 127.0.0.1:" + server.port()
                            + " --artifact-dir " + directory + " --sweep-type " + type + " --sweep-list " + values + " "
                            + SHAPE.replace(type.startsWith("input") ? "--isl 5 " : "none", "") + flags)
                    .split(" "));

            assertThat(run.exitCode()).as(run.err()).isZero();
            Set<Set<String>> held = new HashSet<>();
            int points = 0;
            try (var paths = Files.walk(directory)) {
                for (Path file :
                        paths.filter(path -> path.endsWith("records.jsonl")).toList()) {
                    List<RequestRecord> records = CommandRun.records(Objects.requireNonNull(file.getParent()));
                    assertThat(records).hasSize(18);
                    held.add(records.stream()
                            .map(record -> turn(record).toString())
                            .collect(Collectors.toSet()));
                    points++;
                }
            }
            assertThat(points).isEqualTo(2);
            assertThat(held).hasSize(1);
        }
    }

    @Test
    void aSessionStaysWithOneOfSeveralServers() throws IOException {
        try (ScriptedServer one = scripted();
                ScriptedServer other = scripted()) {
            CommandRun run = profile(
                    one.url(),
                    "--url " + other.url()
                            + " --num-sessions 9 --session-concurrency 4 --warmup-request-count 3 --loops 2");

            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, Integer> ones = turnsByBeginning(one.bodies());
            Map<String, Integer> others = turnsByBeginning(other.bodies());
            assertThat(ones).hasSize(5).doesNotContainKeys(others.keySet().toArray(String[]::new));
            assertThat(others).hasSize(5);
            assertThat(ones.values()).containsOnly(3);
            assertThat(others.values()).containsOnly(3);
        }
    }

    /** genai-perf's blocks of each session, and what its raw export says of a turn. */
    @Test
    void resultsTellOfEachSession() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    "127.0.0.1:" + server.port(),
                    "--num-sessions 3 --session-turn-delay-mean 4 --export-level raw --warmup-request-count 2");

            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        JsonNode sessions = summary().path("sessions");
        assertThat(sessions.propertyNames()).containsExactlyInAnyOrder("session-0", "session-1", "session-2");
        for (JsonNode session : sessions) {
            assertThat(session.path("request_count").path("avg").asInt()).isEqualTo(3);
            assertThat(session.path("request_latency").path("unit").asString()).isEqualTo("ms");
            assertThat(session.path("time_to_first_token").path("p99").asDouble())
                    .isPositive();
        }
        double mean = sessions.valueStream()
                .mapToDouble(session ->
                        session.path("input_sequence_length").path("avg").asDouble())
                .average()
                .orElseThrow();
        assertThat(mean)
                .isCloseTo(summary().path("input_sequence_length").path("avg").asDouble(), Offset.offset(1e-9));

        JsonNode requests = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("run/profile_export.json")))
                .at("/experiments/0/requests");
        List<RequestRecord> measured = records().stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .toList();
        assertThat(requests).hasSize(9);
        Map<String, Integer> seen = new HashMap<>();
        for (JsonNode request : requests) {
            JsonNode inputs = request.path("request_inputs");
            String session = inputs.path("session_id").asString();
            int place = seen.merge(session, 1, Integer::sum);
            assertThat(inputs.path("delay").asInt()).isEqualTo(place == 1 ? 0 : 4);
            assertThat(inputs.has("delay")).isEqualTo(place > 1);
            assertThat(inputs.path("payload").asString()).startsWith("{");
        }
        assertThat(seen.keySet())
                .isEqualTo(
                        measured.stream().map(record -> turn(record).session()).collect(Collectors.toSet()));
        assertThat(Files.readString(directory.resolve("run/report.html")))
                .doesNotContain("\"sessions\":{\"session-0\"");
    }
}
