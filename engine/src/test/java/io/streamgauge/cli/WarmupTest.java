package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.plan.WarmupPlan;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A warm-up with a load of its own, from its options to the records it leaves. */
class WarmupTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String ttft, String flags) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse(ttft))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            return CommandRun.profile(
                    "127.0.0.1:" + server.port(), directory, ("--osl 3 --overwrite " + flags).split(" "));
        }
    }

    private List<RequestRecord> records(Phase phase) throws IOException {
        return CommandRun.records(directory).stream()
                .filter(record -> record.phase() == phase)
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
    }

    private static void assertDone(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** The most of them that were in flight at once. */
    private static long mostAtOnce(List<RequestRecord> records) {
        return records.stream()
                .mapToLong(one -> records.stream()
                        .filter(other -> other.sentNanos() <= one.sentNanos() && other.endNanos() > one.sentNanos())
                        .count())
                .max()
                .orElse(0);
    }

    private static List<Long> dueFromFirst(List<RequestRecord> records) {
        return records.stream()
                .map(record -> record.dueNanos() - records.getFirst().dueNanos())
                .toList();
    }

    @Test
    void hasAConcurrencyOfItsOwn() throws IOException {
        assertDone(
                profile(
                        "20ms",
                        "--isl 5 --concurrency 5 --request-count 10 --warmup-request-count 6 --warmup-concurrency 2 --loops 2"));
        assertThat(mostAtOnce(records(Phase.WARMUP))).isEqualTo(2);
        assertThat(records(Phase.WARMUP)).hasSize(6);
        assertThat(mostAtOnce(records(Phase.MEASURE))).isEqualTo(5);
    }

    @Test
    void hasNoRampOfTheRunsAndOneOfItsOwn() throws IOException {
        String run = "--isl 5 --concurrency 4 --concurrency-ramp 3ms --request-count 4 --warmup-request-count 4";
        assertDone(profile("1s", run + " --warmup-concurrency-ramp-duration 0.4"));
        List<Long> sent = records(Phase.WARMUP).stream()
                .map(RequestRecord::sentNanos)
                .sorted()
                .toList();
        // The last is due after 300 ms, of which the first may lose some to a slow start.
        assertThat(sent.getLast() - sent.getFirst()).isGreaterThanOrEqualTo(150_000_000L);
    }

    @Test
    void isAsLongAsItsTimeAndMeasuredRequestsAreTheSameHoweverFarItCame() throws IOException {
        Path file = directory.resolve("in.jsonl");
        Files.writeString(file, """
                {"text": "one"}
                {"text": "one two three four"}
                {"text": "one two three four five six seven eight"}
                """);
        String run = "--concurrency 2 --request-count 5 --warmup-duration 60ms --input-file " + file;
        assertDone(profile("1ms", run));
        List<RequestRecord> measured = records(Phase.MEASURE);
        assertThat(records(Phase.WARMUP)).hasSizeGreaterThan(2).allMatch(it -> it.status() == Status.OK);
        assertThat(measured.stream().map(it -> it.request() - WarmupPlan.OPEN_ENDED))
                .containsExactly(0, 1, 2, 3, 4);
        List<Integer> lengths = measured.stream().map(RequestRecord::isl).toList();
        assertThat(lengths.subList(0, 3)).isSorted().doesNotHaveDuplicates();
        assertThat(lengths.subList(3, 5)).isEqualTo(lengths.subList(0, 2));
        assertThat(records(Phase.WARMUP).getFirst().isl()).isEqualTo(lengths.get(2));
    }

    @Test
    void endsWithItsTimeThoughFewerAreSentThanItMay() throws IOException {
        assertDone(profile("5ms", "--isl 5 --request-count 2 --warmup-duration 30ms --warmup-request-count 100000"));
        assertThat(records(Phase.WARMUP)).hasSizeBetween(1, 50);
        assertThat(records(Phase.MEASURE).getFirst().request()).isEqualTo(100_000);
    }

    @Test
    void hasARateOfItsOwnBeforeAClosedLoop() throws IOException {
        assertDone(profile(
                "1ms", "--isl 5 --concurrency 2 --request-count 3 --warmup-request-count 5 --warmup-request-rate 200"));
        assertThat(dueFromFirst(records(Phase.WARMUP)))
                .containsExactly(0L, 5_000_000L, 10_000_000L, 15_000_000L, 20_000_000L);
        assertThat(records(Phase.MEASURE)).allMatch(record -> record.dueNanos() == record.sentNanos());
    }

    @Test
    void drawsItsArrivalsFromTheSeedAndRunsTheSameAgainFromItsPlan() throws IOException {
        assertDone(
                profile(
                        "1ms",
                        "--isl 5 --request-rate 300 --request-count 4 --warmup-duration 50ms --warmup-request-rate 400"
                                + " --warmup-arrival-pattern poisson --warmup-request-rate-ramp-duration 0.02 --random-seed 3"));
        List<Long> due = dueFromFirst(records(Phase.WARMUP));
        List<Integer> numbers =
                records(Phase.MEASURE).stream().map(RequestRecord::request).toList();
        assertThat(due).hasSizeGreaterThan(5).allMatch(nanos -> nanos < 50_000_000L);
        assertThat(numbers).first().isEqualTo(due.size());
        try (MockServer server = MockServer.start(
                MockOptions.builder().ttft(LatencyModel.parse("1ms")).build())) {
            assertDone(CommandRun.of(
                    "config", directory.toString(), "--url", "127.0.0.1:" + server.port(), "--overwrite"));
        }
        assertThat(dueFromFirst(records(Phase.WARMUP))).isEqualTo(due);
        assertThat(records(Phase.MEASURE).stream().map(RequestRecord::request)).isEqualTo(numbers);
    }

    @Test
    void aGracePeriodCancelsWhatIsLeftOfIt() throws IOException {
        CommandRun run = profile(
                "3600s",
                "--isl 5 --concurrency 2 --warmup-duration 30ms --warmup-grace-period 10ms"
                        + " --benchmark-duration 10ms --benchmark-grace-period 0");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(records(Phase.WARMUP)).hasSize(2).allMatch(record -> record.status() == Status.CANCELLED);
        assertThat(records(Phase.MEASURE)).hasSize(2).allMatch(record -> record.status() == Status.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--isl 5", "--input-file {}"})
    void countsSessionsWhereItIsAskedTo(String source) throws IOException {
        Path file = Files.writeString(directory.resolve("sessions.jsonl"), """
                {"session_id": "a", "text": "one"}
                {"session_id": "a", "text": "two"}
                {"session_id": "a", "text": "three"}
                {"session_id": "b", "text": "one"}
                {"session_id": "b", "text": "two"}
                {"session_id": "b", "text": "three"}
                """);
        String turns = source.startsWith("--isl") ? " --session-turns-mean 3" : "";
        assertDone(profile(
                "1ms",
                source.replace("{}", file.toString()) + turns
                        + " --num-sessions 3 --session-concurrency 2 --num-warmup-sessions 2 --warmup-concurrency 1"));
        assertThat(records(Phase.WARMUP)).hasSize(6);
        assertThat(mostAtOnce(records(Phase.WARMUP))).isEqualTo(1);
        assertThat(records(Phase.MEASURE)).hasSize(9);
    }

    @Test
    void sessionsBeginAtItsRateForItsTime() throws IOException {
        assertDone(profile(
                "1ms",
                "--isl 5 --session-turns-mean 2 --num-sessions 2 --warmup-duration 400ms --warmup-request-rate 20"));
        assertThat(records(Phase.WARMUP)).hasSizeBetween(4, 16);
        assertThat(records(Phase.MEASURE))
                .hasSize(4)
                .first()
                .extracting(RequestRecord::request)
                .isEqualTo(16);
    }

    static Stream<List<String>> contradictions() {
        return Stream.of(
                List.of(
                        "--warmup-concurrency 0 --warmup-request-rate 0 --warmup-arrival-pattern often --warmup-grace-period 1s"
                                + " --num-warmup-sessions 2 --warmup-request-count 3 --warmup-concurrency-ramp 1s",
                        "--warmup-concurrency 0: give at least 1",
                        "--warmup-request-rate 0.0: give requests a second",
                        "--warmup-arrival-pattern 'often': use constant",
                        "--warmup-grace-period means nothing without --warmup-duration",
                        "--num-warmup-sessions means nothing without sessions",
                        "--warmup-request-count and --num-warmup-sessions",
                        "--warmup-concurrency-ramp and a rate"),
                List.of(
                        "--warmup-concurrency 2 --warmup-arrival-pattern poisson --warmup-request-rate-ramp 1s",
                        "--warmup-concurrency means nothing without --warmup-request-count or --warmup-duration",
                        "--warmup-arrival-pattern means nothing without --warmup-request-rate or --request-rate",
                        "--warmup-request-rate-ramp means nothing without"),
                List.of("--warmup-duration 0", "--warmup-duration 0: give a time above 0"),
                List.of("--warmup-request-count 100000000", "--warmup-request-count 100000000: give less"),
                List.of("--num-sessions 2 --warmup-duration 1s", "--warmup-duration and sessions: how many at most?"),
                List.of(
                        "--warmup-request-count 2 --shard 0/4 --concurrency 4 --warmup-concurrency 2",
                        "--shard 0/4 of 2 requests in flight"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void contradictionsAreToldTogether(List<String> lines) {
        CommandRun run =
                CommandRun.profile("127.0.0.1:1", directory, lines.getFirst().split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(lines.subList(1, lines.size()));
        assertThat(run.err()).hasLineCount(lines.size() - 1);
    }
}
