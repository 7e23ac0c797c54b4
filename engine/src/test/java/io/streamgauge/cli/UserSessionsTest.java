package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.SessionTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of users who each have a pace of their own, whatever others do. */
class UserSessionsTest {
    private static final String SHAPE = "--isl 5 --osl 3 --session-turns-mean 4";

    /** Dues are sums of gaps, each rounded. */
    private static final Offset<Long> ROUNDING = Offset.offset(100L);

    @TempDir
    private Path directory;

    private List<RequestRecord> run(String ttft, String place, String flags) throws IOException {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse(ttft))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            CommandRun run = CommandRun.profile(
                    "127.0.0.1:" + server.port(), directory.resolve(place), (SHAPE + " " + flags).split(" "));
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        return CommandRun.records(directory.resolve(place));
    }

    private static SessionTurn turn(RequestRecord record) {
        return Objects.requireNonNull(record.session());
    }

    /** Measured sessions by the number of their first request, turns in order. */
    private static List<List<RequestRecord>> sessions(List<RequestRecord> records) {
        Map<String, List<RequestRecord>> sessions = records.stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .collect(Collectors.groupingBy(record -> turn(record).session()));
        return sessions.values().stream()
                .sorted(Comparator.comparingInt(turns -> turns.getFirst().request()))
                .toList();
    }

    /** Whether answers keep up, or take longer than the gap of 30 ms. */
    @ParameterizedTest
    @CsvSource({"1ms, 1", "1ms, 3", "45ms, 2"})
    void eachUserKeepsItsPaceAndNeverSpeaksBeforeItsAnswer(String ttft, int loops) throws IOException {
        List<List<RequestRecord>> sessions =
                sessions(run(ttft, "run", "--user-centric-rate 100 --num-users 3 --num-sessions 8 --loops " + loops));

        assertThat(sessions.stream().map(List::size)).containsExactly(4, 1, 2, 4, 4, 4, 4, 4);
        assertThat(sessions).allMatch(turns -> turn(turns.getFirst()).turns() == turns.size());
        long zero = sessions.getFirst().getFirst().dueNanos();
        assertThat(sessions.stream().map(turns -> turns.getFirst().dueNanos() - zero))
                .containsExactly(LongStream.of(0, 1, 2, 4, 8, 12, 16, 20)
                        .mapToObj(slot -> slot * 10_000_000)
                        .toArray(Long[]::new));
        for (List<RequestRecord> turns : sessions) {
            for (int turn = 1; turn < turns.size(); turn++) {
                RequestRecord last = turns.get(turn - 1);
                RequestRecord next = turns.get(turn);
                long couldBeSent = turn == 1
                        ? last.dueNanos()
                        : Math.max(last.dueNanos(), turns.get(turn - 2).endNanos());
                assertThat(next.dueNanos() - couldBeSent).isCloseTo(30_000_000L, ROUNDING);
                assertThat(next.sentNanos()).isGreaterThanOrEqualTo(Math.max(next.dueNanos(), last.endNanos()));
                assertThat(next.isl()).isGreaterThan(last.isl());
            }
        }
    }

    @Test
    void timeAndNothingElseEndsWhatHasNoNumber() throws IOException {
        List<List<RequestRecord>> sessions = sessions(
                run(
                        "1ms",
                        "run",
                        "--user-centric-rate 100 --num-users 3 --benchmark-duration 170ms --num-prompts 2 --warmup-request-count 5"));

        long zero = sessions.getFirst().getFirst().dueNanos();
        assertThat(sessions.stream().map(turns -> (turns.getFirst().dueNanos() - zero) / 10_000_000))
                .containsExactly(0L, 1L, 2L, 4L, 8L, 12L, 16L);
        assertThat(sessions.stream().map(turns -> turn(turns.getFirst()).session()))
                .doesNotHaveDuplicates();
    }

    @Test
    void partsAreTogetherTheWhole() throws IOException {
        String plan =
                "--user-centric-rate 300 --num-users 5 --num-sessions 9 --session-turns-stddev 1 --warmup-request-count 3";
        List<String> together = new ArrayList<>();
        for (String shard : List.of("0/2", "1/2")) {
            together.addAll(asked(run("1ms", "part" + shard.charAt(0), plan + " --shard " + shard)));
        }

        assertThat(together).containsExactlyInAnyOrderElementsOf(asked(run("1ms", "whole", plan)));
    }

    private static List<String> asked(List<RequestRecord> records) {
        return records.stream()
                .map(record -> record.request() + " " + record.phase() + " " + turn(record))
                .toList();
    }

    @Test
    void aFileHoldsSessionsOfUsersToo() throws IOException {
        Path file = Files.write(
                directory.resolve("turns.jsonl"),
                List.of(
                        "{\"session_id\":\"a\",\"text\":\"a zero\"}",
                        "{\"session_id\":\"a\",\"text\":\"a one\",\"delay\":60000}",
                        "{\"session_id\":\"b\",\"text\":\"b zero\"}",
                        "{\"session_id\":\"b\",\"text\":\"b one\",\"delay\":60000}"));
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                ("--osl 2 --user-centric-rate 200 --num-users 3 --input-file " + file).split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out() + run.err()).contains("its delays were not followed");
        assertThat(CommandRun.records(directory.resolve("run")).stream()
                        .map(record ->
                                turn(record).session() + " of " + turn(record).turns()))
                .containsExactlyInAnyOrder("a of 2", "a of 2", "b of 1", "a~2 of 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--num-sessions 4 --session-turn-delay-mean 20",
                "--num-sessions 4 --session-delay-ratio 2",
                "--session-concurrency 3",
                "--num-sessions 2",
            })
    void whatWouldMeanNothingIsRefused(String flags) {
        CommandRun run = CommandRun.profile(
                "127.0.0.1:1", directory.resolve("run"), ("--user-centric-rate 100 --num-users 3 " + flags).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("user");
    }
}
