package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A limit on the requests that wait for their first token, against the built-in server over real sockets. */
class PrefillTest {
    @TempDir
    private Path directory;

    private static MockOptions.Builder server(String ttft) {
        return MockOptions.builder().ttft(LatencyModel.parse(ttft)).itl(LatencyModel.parse("2ms"));
    }

    private CommandRun profile(MockOptions options, String flags) {
        try (MockServer server = MockServer.start(options)) {
            return CommandRun.profile("127.0.0.1:" + server.port(), directory, ("--isl 5 " + flags).split(" "));
        }
    }

    private List<RequestRecord> records(Phase phase) throws IOException {
        return CommandRun.records(directory).stream()
                .filter(record -> record.phase() == phase)
                .sorted(Comparator.comparingLong(RequestRecord::sentNanos))
                .toList();
    }

    private static void assertDone(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    /** The most requests that were between their send and a moment of theirs at once. */
    private static long mostAtOnce(List<RequestRecord> records, ToLongFunction<RequestRecord> until) {
        return records.stream()
                .mapToLong(one -> records.stream()
                        .filter(other ->
                                other.sentNanos() <= one.sentNanos() && until.applyAsLong(other) > one.sentNanos())
                        .count())
                .max()
                .orElse(0);
    }

    private static long firstToken(RequestRecord record) {
        return record.tokenTimes().count() == 0
                ? record.endNanos()
                : record.tokenTimes().first();
    }

    @Test
    void holdsBackRequestsWhileTooManyWaitForTheirFirstTokenAndNoLonger() throws IOException {
        assertDone(profile(
                server("10ms").build(),
                "--osl 20 --concurrency 8 --request-count 24 --prefill-concurrency 3 --loops 2"
                        + " --warmup-request-count 6 --warmup-prefill-concurrency 1"));
        List<RequestRecord> measured = records(Phase.MEASURE);
        assertThat(measured).hasSize(24).allMatch(RequestRecord::isMeasuredOk);
        assertThat(mostAtOnce(measured, PrefillTest::firstToken)).isEqualTo(3);
        assertThat(mostAtOnce(measured, RequestRecord::endNanos)).isGreaterThan(3);
        assertThat(mostAtOnce(records(Phase.WARMUP), PrefillTest::firstToken)).isEqualTo(1);
    }

    @Test
    void whatFailsWithoutATokenGivesItsPlaceBackAndWhatIsSentAgainTakesOne() throws IOException {
        assertDone(profile(
                server("2ms").faults(List.of(FaultRule.parse("http-500:40%"))).build(),
                "--osl 3 --concurrency 6 --request-count 20 --prefill-concurrency 2 --loops 1 --retries 50"));
        List<RequestRecord> measured = records(Phase.MEASURE);
        assertThat(measured).hasSize(20).allMatch(RequestRecord::isMeasuredOk);
        assertThat(measured).anyMatch(record -> record.retries() > 0);
        assertThat(mostAtOnce(measured, PrefillTest::firstToken)).isLessThanOrEqualTo(2);
    }

    @Test
    void whatIsStillHeldBackWhenTimeIsOverIsNeverSent() throws IOException {
        CommandRun run = profile(
                server("3600s").build(),
                "--osl 3 --concurrency 4 --prefill-concurrency 1 --benchmark-duration 50ms --benchmark-grace-period 10ms");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(records(Phase.MEASURE)).hasSize(1).allMatch(record -> record.status() == Status.CANCELLED);
    }

    @Test
    void atARateTheirWaitIsScheduleSlip() throws IOException {
        assertDone(profile(
                server("20ms").build(), "--osl 3 --request-rate 1000 --request-count 6 --prefill-concurrency 1"));
        List<RequestRecord> measured = records(Phase.MEASURE);
        assertThat(mostAtOnce(measured, PrefillTest::firstToken)).isEqualTo(1);
        assertThat(measured.getLast().sentNanos() - measured.getLast().dueNanos())
                .isGreaterThan(80_000_000L);
    }

    @Test
    void reachesItsNumberOverItsRamp() throws IOException {
        assertDone(profile(
                server("1s").build(),
                "--osl 3 --concurrency 4 --request-count 4 --prefill-concurrency 4"
                        + " --prefill-concurrency-ramp-duration 0.4"));
        List<RequestRecord> measured = records(Phase.MEASURE);
        // The places open over 300 ms, of which the first request may lose some to a slow start.
        assertThat(measured.getLast().sentNanos() - measured.getFirst().sentNanos())
                .isGreaterThanOrEqualTo(150_000_000L);
    }

    @Test
    void everyTurnOfASessionTakesAPlace() throws IOException {
        assertDone(profile(
                server("3ms").build(),
                "--osl 3 --num-sessions 5 --session-turns-mean 3 --session-concurrency 4 --prefill-concurrency 1"));
        List<RequestRecord> measured = records(Phase.MEASURE);
        assertThat(measured).hasSize(15).allMatch(RequestRecord::isMeasuredOk);
        assertThat(mostAtOnce(measured, PrefillTest::firstToken)).isEqualTo(1);
    }

    @Test
    void aServerThatRefusesTheQuestionForUsageIsAskedAgainWithin() throws IOException {
        ScriptedServer.Answer refusal =
                ScriptedServer.Answer.json(400, "{\"error\": {\"message\": \"unknown field stream_options\"}}");
        ScriptedServer.Answer answer = ScriptedServer.Answer.stream(
                "{\"id\": \"a\", \"choices\": [{\"delta\": {\"content\": \"word\"}, \"finish_reason\": \"stop\"}]}",
                "[DONE]");
        try (ScriptedServer server = new ScriptedServer(body -> body.contains("stream_options") ? refusal : answer)) {
            assertDone(CommandRun.profile(
                    server.url(),
                    directory,
                    "--osl 1 --no-preflight --concurrency 4 --request-count 8 --prefill-concurrency 1".split(" ")));
        }
        assertThat(records(Phase.MEASURE)).hasSize(8).allMatch(RequestRecord::isMeasuredOk);
        assertThat(mostAtOnce(records(Phase.MEASURE), PrefillTest::firstToken)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prefill-concurrency 0|--prefill-concurrency 0: give at least 1",
                "--prefill-concurrency-ramp 1s|--prefill-concurrency-ramp means nothing without --prefill-concurrency",
                "--prefill-concurrency 2 --no-streaming|--prefill-concurrency and answers in one piece",
                "--prefill-concurrency 2 --endpoint-type embeddings|--prefill-concurrency and answers in one piece",
                "--prefill-concurrency 2 --concurrency 8 --shard 0/4|--prefill-concurrency 2 and --shard 0/4",
                "--warmup-prefill-concurrency 2|means nothing without --warmup-request-count or --warmup-duration",
                "--warmup-request-count 2 --warmup-prefill-concurrency-ramp 1s|means nothing without --warmup-prefill"
            })
    void whatMakesNoSenseIsTold(String flags, String expected) {
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory, flags.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).hasLineCount(1);
    }
}
