package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions as a load: how many are held at once, what their numbers are, and that parts of a run are the run. */
class SessionRunsTest {
    private static final String SHAPE = "--isl 5 --osl 3 --session-turns-mean 3";

    @TempDir
    private Path directory;

    private CommandRun profile(String place, String flags) {
        return CommandRun.profileMock(
                directory.resolve(place), (SHAPE + " --session-turns-stddev 1 " + flags).split(" "));
    }

    private List<RequestRecord> records(String place) throws IOException {
        return CommandRun.records(directory.resolve(place));
    }

    private JsonNode summary(String place) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve(place).resolve("profile_export_genai_perf.json")));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    /** What was asked of each request, and not how it went. */
    private static List<String> asked(List<RequestRecord> records) {
        return records.stream()
                .map(record -> record.request() + " " + record.phase() + " " + turn(record) + " " + record.isl())
                .sorted()
                .toList();
    }

    /** How many sessions were between their first send and their last end at once, at most. */
    private static int most(List<RequestRecord> records) {
        List<long[]> edges = new ArrayList<>();
        records.stream()
                .collect(Collectors.groupingBy(record -> turn(record).session()))
                .values()
                .forEach(turns -> {
                    edges.add(new long[] {
                        turns.stream().mapToLong(RequestRecord::sentNanos).min().orElseThrow(), 1
                    });
                    edges.add(new long[] {
                        turns.stream().mapToLong(RequestRecord::endNanos).max().orElseThrow(), -1
                    });
                });
        edges.sort(Comparator.<long[]>comparingLong(edge -> edge[0]).thenComparingLong(edge -> edge[1]));
        int open = 0;
        int most = 0;
        for (long[] edge : edges) {
            open += (int) edge[1];
            most = Math.max(most, open);
        }
        return most;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--num-sessions 7 --session-concurrency 3 --session-turn-delay-mean 2",
                "--num-sessions 7 --request-rate 2000 --session-concurrency 3",
                "--num-sessions 7 --request-rate 2000 --max-concurrency 3 --loops 3",
            })
    void noMoreSessionsAreHeldThanAsked(String load) throws IOException {
        CommandRun run = profile("run", load);

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<RequestRecord> records = records("run");
        assertThat(records.stream().map(record -> turn(record).session()).distinct())
                .hasSize(7);
        assertThat(most(records)).isBetween(1, 3);
        assertThat(records)
                .hasSize(records.stream()
                        .filter(record -> turn(record).turn() == 0)
                        .mapToInt(record -> turn(record).turns())
                        .sum());
    }

    @Test
    void sessionsBeginAtTheRate() throws IOException {
        CommandRun run = profile("run", "--num-sessions 6 --request-rate 100");

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<Long> begins = records("run").stream()
                .filter(record -> turn(record).turn() == 0)
                .map(RequestRecord::dueNanos)
                .sorted()
                .toList();
        for (int i = 1; i < 6; i++) {
            assertThat(begins.get(i) - begins.get(i - 1)).isEqualTo(10_000_000);
        }
    }

    @Test
    void theSeedFixesAllThatIsAsked() throws IOException {
        profile("first", "--num-sessions 5 --session-turn-delay-mean 1 --session-turn-delay-stddev 1 --random-seed 11");
        profile(
                "second",
                "--num-sessions 5 --session-turn-delay-mean 1 --session-turn-delay-stddev 1 --random-seed 11");
        profile("other", "--num-sessions 5 --session-turn-delay-mean 1 --session-turn-delay-stddev 1 --random-seed 12");

        assertThat(Files.readString(directory.resolve("second/inputs.json")))
                .isEqualTo(Files.readString(directory.resolve("first/inputs.json")))
                .isNotEqualTo(Files.readString(directory.resolve("other/inputs.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--session-concurrency 4", "--request-rate 500"})
    void partsGetWholeSessionsAndAreTogetherTheWhole(String load) throws IOException {
        String plan = SHAPE + " --session-turns-stddev 1 --num-sessions 8 --warmup-request-count 5 " + load;
        try (MockServer server = MockServer.start(
                MockOptions.builder().ttft(LatencyModel.parse("1ms")).build())) {
            List<RequestRecord> together = new ArrayList<>();
            for (String place : List.of("whole", "part0", "part1", "part2")) {
                String shard = place.equals("whole") ? "0/1" : place.charAt(4) + "/3";
                CommandRun run = CommandRun.profile(
                        "127.0.0.1:" + server.port(),
                        directory.resolve(place),
                        (plan + " --shard " + shard).split(" "));
                assertThat(run.exitCode()).as(run.err()).isZero();
                if (!place.equals("whole")) {
                    assertThat(records(place).stream()
                                    .collect(Collectors.groupingBy(
                                            record -> turn(record).session()))
                                    .values())
                            .allMatch(turns ->
                                    turns.size() == turn(turns.getFirst()).turns());
                    together.addAll(records(place));
                }
            }
            assertThat(together.stream().map(SessionRunsTest::without).sorted())
                    .isEqualTo(records("whole").stream()
                            .map(SessionRunsTest::without)
                            .sorted()
                            .toList());
            CommandRun merged = CommandRun.of(
                    "merge",
                    directory.resolve("part0").toString(),
                    directory.resolve("part1").toString(),
                    directory.resolve("part2").toString(),
                    "--artifact-dir",
                    directory.resolve("merged").toString());
            assertThat(merged.exitCode()).as(merged.err()).isZero();
            assertThat(asked(records("merged"))).isEqualTo(asked(together));
            assertThat(summary("merged").path("session_counts"))
                    .isEqualTo(summary("whole").path("session_counts"));
        }
    }

    /** What was asked, without the length that depends on what was answered. */
    private static String without(RequestRecord record) {
        return record.request() + " " + record.phase() + " " + turn(record);
    }

    @Test
    void summariesTellOfSessions() throws IOException {
        CommandRun run = profile("run", "--num-sessions 6 --session-turn-delay-mean 3");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Session Turns", "Session Duration", "Session Throughput", "Session Count")
                .doesNotContain("did not come to their end");
        JsonNode summary = summary("run");
        List<RequestRecord> records = records("run");
        assertThat(summary.path("session_count").path("avg").asDouble()).isEqualTo(6);
        assertThat(summary.path("session_turns").path("avg").asDouble() * 6).isEqualTo(records.size());
        assertThat(summary.path("session_duration").path("count").asInt()).isEqualTo(6);
        assertThat(summary.path("session_throughput").path("avg").asDouble()
                        * summary.path("duration").path("avg").asDouble())
                .isCloseTo(6, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(Files.readString(directory.resolve("run/profile_export_genai_perf.csv")))
                .contains("Session Turns (count),", "Session Throughput (per sec),");
        assertThat(CommandRun.of("report", directory.resolve("run").toString()).out())
                .contains("Session Duration");

        assertThat(CommandRun.profileMock(directory.resolve("none"), "--request-count", "2", "--osl", "2")
                        .out())
                .doesNotContain("Session");
        assertThat(summary("none").has("session_counts")).isFalse();
    }

    @Test
    void turnsAfterAFailureAreCounted() throws IOException {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .faults(List.of(FaultRule.parse("http-500:40%")))
                .build())) {
            CommandRun run = CommandRun.profile(
                    "127.0.0.1:" + server.port(), directory.resolve("run"), (SHAPE + " --num-sessions 20").split(" "));

            List<RequestRecord> records = records("run");
            long failed = records.stream()
                    .filter(record -> record.status() != Status.OK)
                    .count();
            assertThat(failed).isBetween(1L, 20L);
            JsonNode counts = summary("run").path("session_counts");
            assertThat(counts.path("begun").asLong()).isEqualTo(20);
            assertThat(counts.path("whole").asLong()).isEqualTo(20 - failed);
            assertThat(counts.path("turns_unsent").asLong()).isEqualTo(60 - records.size());
            assertThat(run.out()).contains(failed + " of 20 sessions did not come to their end");
        }
    }

    @Test
    void timeAloneCanEndARunOfSessions() throws IOException {
        CommandRun run = profile("run", "--benchmark-duration 200ms --num-prompts 3 --session-concurrency 2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<RequestRecord> records = records("run");
        assertThat(records.stream()
                        .map(record ->
                                turn(record).session() + " " + turn(record).turn()))
                .doesNotHaveDuplicates();
        assertThat(records.stream().map(RequestRecord::request)).doesNotHaveDuplicates();
    }
}
