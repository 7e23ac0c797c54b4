package io.streamgauge.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.FaultKind;
import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.mock.RequestTruth;
import io.streamgauge.mock.Strikes;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every fault of the built-in server, at 1 %, 50 % and 100 % of the requests, against 64 streams of the whole program: each request
 * ends in exactly one state, the right one; requests that nothing befell are told as the server knows them; totals add up; the run ends.
 */
class FaultMatrixTest {
    private static final int STREAMS = 64;
    private static final int REQUESTS = 128;
    private static final int OSL = 6;

    /** What requests end as while this fault is about. */
    record Row(String fault, Set<Status> states) {
        static Row of(String fault, Status... states) {
            return new Row(fault, EnumSet.copyOf(List.of(states)));
        }

        /** A request that this fault befalls is a good one all the same. */
        static Row harmless(String fault) {
            return of(fault, Status.OK);
        }

        /** Requests that merely were there fail with those that it befalls. */
        static Row outage(String fault) {
            return of(fault, Status.TRUNCATED, Status.CONNECT_ERROR, Status.OK);
        }

        /** Short where the fault is about that limit, yet enough for a good request on a busy machine; else far longer. */
        String limit(Status of) {
            return states.contains(of) ? "2500ms" : "15s";
        }

        FaultRule rule(int percent) {
            return FaultRule.parse(fault + ":" + percent + "%");
        }
    }

    private static final List<Row> ROWS = List.of(
            Row.outage("refuse=40ms"),
            Row.outage("restart=40ms"),
            Row.of("accept-reset", Status.CONNECT_ERROR),
            Row.harmless("slow-accept=30ms"),
            Row.of("reset", Status.CONNECT_ERROR),
            Row.of("close", Status.CONNECT_ERROR),
            Row.of("http-400", Status.HTTP_ERROR),
            Row.of("http-401=empty", Status.HTTP_ERROR),
            Row.of("http-404=html", Status.HTTP_ERROR),
            Row.of("http-408=empty", Status.HTTP_ERROR),
            Row.of("http-429", Status.HTTP_ERROR),
            Row.of("http-500=html", Status.HTTP_ERROR),
            Row.of("http-503=empty", Status.HTTP_ERROR),
            Row.of("redirect", Status.HTTP_ERROR),
            Row.of("garbage-status", Status.MALFORMED),
            Row.harmless("slow-headers=30ms"),
            Row.of("slow-headers=forever", Status.STALLED),
            Row.of("content-type", Status.MALFORMED),
            Row.of("gzip", Status.MALFORMED),
            Row.harmless("connection-close"),
            Row.harmless("stall-first=30ms"),
            Row.of("stall-first", Status.STALLED),
            Row.harmless("stall-mid=30ms"),
            Row.of("stall-mid", Status.STALLED),
            Row.of("close-at", Status.TRUNCATED, Status.CONNECT_ERROR, Status.OK),
            Row.of("reset-at", Status.TRUNCATED, Status.CONNECT_ERROR, Status.OK),
            Row.of("truncated-chunk", Status.TRUNCATED),
            Row.of("malformed-json", Status.MALFORMED),
            Row.of("error-event", Status.IN_BAND_ERROR),
            Row.harmless("no-done"),
            Row.harmless("no-finish"),
            Row.harmless("duplicate-event"),
            Row.harmless("empty-event"),
            Row.harmless("comment"),
            Row.of("endless", Status.TIMEOUT),
            Row.harmless("wrong-usage"),
            Row.harmless("huge-event"),
            Row.harmless("tiny-writes"),
            Row.harmless("trailers"));

    /** Every word is a token, as it is in the server's answers; small, because each cell loads it. */
    private static final String WORDS = """
            {"version":"1.0","added_tokens":[],"pre_tokenizer":{"type":"WhitespaceSplit"},
             "model":{"type":"WordLevel","vocab":{"[UNK]":0},"unk_token":"[UNK]"}}""";

    @TempDir
    private Path directory;

    static Stream<Arguments> cells() {
        return ROWS.stream()
                .flatMap(row -> IntStream.of(1, 50, 100).mapToObj(percent -> Arguments.of(row.fault(), percent, row)));
    }

    /** What befalls a connection befalls all of its streams, and a head arrives whole or not at all. */
    private static Row overHttp2(Row row) {
        return switch (row.fault()) {
            case "garbage-status" -> Row.of(row.fault(), Status.CONNECT_ERROR);
            case "slow-headers=forever" -> Row.of(row.fault(), Status.TIMEOUT);
            default -> row;
        };
    }

    /**
     * All but those that mean something else where one connection carries all streams: of one there is hardly one to reset, what a
     * restart cuts off the server takes for written, and each byte would be a frame.
     */
    static Stream<Arguments> http2Cells() {
        Set<String> others = Set.of("accept-reset", "restart=40ms", "tiny-writes");
        return ROWS.stream()
                .filter(row -> !others.contains(row.fault()))
                .map(FaultMatrixTest::overHttp2)
                .map(row -> Arguments.of(row.fault(), row));
    }

    @Test
    void everyKindOfFaultHasARow() {
        assertThat(ROWS.stream().map(row -> row.rule(1).kind())).contains(FaultKind.values());
    }

    @ParameterizedTest(name = "{0} at {1} %")
    @MethodSource("cells")
    @Timeout(20)
    void everyRequestEndsInItsRightState(String fault, int percent, Row row) throws IOException {
        everyRequestEndsInItsRightState(percent, row, "1.1");
    }

    @ParameterizedTest(name = "{0} over HTTP/2")
    @MethodSource("http2Cells")
    @Timeout(20)
    void overHttp2Too(String fault, Row row) throws IOException {
        everyRequestEndsInItsRightState(50, row, "2");
    }

    private void everyRequestEndsInItsRightState(int percent, Row row, String version) throws IOException {
        FaultRule rule = row.rule(percent);
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(new LatencyModel.Fixed(2_000_000))
                .itl(new LatencyModel.Fixed(row.fault().equals("endless") ? 5_000_000 : 500_000))
                .seed(Strikes.seed(rule, rule.kind() == FaultKind.ACCEPT_RESET ? STREAMS : REQUESTS))
                .faults(List.of(rule))
                .build())) {
            CommandRun run = profile(server.port(), row, version);
            assertThat(run.err()).as(run.err()).doesNotContain("Exception");
            List<RequestRecord> records =
                    RecordReader.read(directory.resolve("records.jsonl")).records();
            assertThat(records.stream().map(RequestRecord::request).sorted())
                    .containsExactlyElementsOf(
                            IntStream.range(0, REQUESTS).boxed().toList());
            assertThat(server.truth().injected()).containsOnlyKeys(rule.kind());
            goodRequestsAreAsTheServerKnows(records, server.truth().finished());
            badRequestsAreWhatTheFaultMakesThem(records, server, row);
            totalsAddUp(records, run);
        }
    }

    private CommandRun profile(int port, Row row, String version) throws IOException {
        return CommandRun.of(
                "profile",
                "-m",
                "m",
                "--tokenizer",
                Files.writeString(directory.resolve("words.json"), WORDS).toString(),
                "--no-preflight",
                "--no-server-metrics",
                "--url",
                "127.0.0.1:" + port,
                "--http-version",
                version,
                "--concurrency",
                String.valueOf(STREAMS),
                "--request-count",
                String.valueOf(REQUESTS),
                "--num-prompts",
                "4",
                "--isl",
                "4",
                "--osl",
                String.valueOf(OSL),
                "--stall-timeout",
                row.limit(Status.STALLED),
                "--request-timeout",
                row.limit(Status.TIMEOUT),
                "--artifact-dir",
                directory.toString());
    }

    private static void goodRequestsAreAsTheServerKnows(List<RequestRecord> records, List<RequestTruth> truths) {
        Map<String, RequestRecord> byId = records.stream()
                .filter(record -> record.responseId() != null)
                .collect(Collectors.toMap(record -> requireNonNull(record.responseId()), Function.identity()));
        for (RequestTruth truth : truths) {
            if (truth.fault() != null || truth.outcome() != RequestTruth.Outcome.FINISHED) {
                continue;
            }
            RequestRecord record = requireNonNull(byId.get(truth.id()), "record of " + truth.id());
            assertThat(record.status()).as(record.error()).isEqualTo(Status.OK);
            assertThat(record.osl()).isEqualTo(OSL).isEqualTo(truth.tokens());
            assertThat(requireNonNull(record.usage()).completionTokens()).isEqualTo(OSL);
            long[] seen = record.tokenTimes().toArray();
            assertThat(seen).hasSize(truth.writeNanos().length);
            for (int i = 0; i < seen.length; i++) {
                assertThat(seen[i])
                        .as("token %d was seen after it was written", i)
                        .isGreaterThan(truth.writeNanos()[i]);
            }
        }
    }

    private static void badRequestsAreWhatTheFaultMakesThem(List<RequestRecord> records, MockServer server, Row row) {
        Set<Status> states = EnumSet.copyOf(row.states());
        states.add(Status.OK);
        assertThat(records).allSatisfy(record -> assertThat(states).contains(record.status()));
        long failed =
                records.stream().filter(record -> record.status() != Status.OK).count();
        long injected = server.truth().injected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (row.states().equals(EnumSet.of(Status.OK))) {
            assertThat(failed).isZero();
        } else if (!row.states().contains(Status.OK)) {
            long resent = records.stream().mapToLong(RequestRecord::retries).sum();
            assertThat(failed + resent)
                    .as("%d failed, %d sent again", failed, resent)
                    .isEqualTo(injected);
        }
        assertThat(records)
                .filteredOn(record -> record.status() != Status.OK)
                .allSatisfy(record -> assertThat(record.error()).isNotBlank().doesNotContain("\n"));
    }

    private void totalsAddUp(List<RequestRecord> records, CommandRun run) throws IOException {
        Map<Status, Long> counted =
                records.stream().collect(Collectors.groupingBy(RequestRecord::status, Collectors.counting()));
        long good = counted.getOrDefault(Status.OK, 0L);
        JsonNode summary = JsonMapper.shared()
                .readTree(directory.resolve("profile_export_genai_perf.json").toFile());
        assertThat(summary.at("/requests/measured").asLong()).isEqualTo(REQUESTS);
        assertThat(summary.at("/requests/with_output").asLong()
                        + summary.at("/requests/empty").asLong())
                .isEqualTo(good);
        assertThat(summary.at("/requests/failed").asLong()).isEqualTo(REQUESTS - good);
        for (Status status : Status.values()) {
            long expected = status == Status.OK ? 0 : counted.getOrDefault(status, 0L);
            assertThat(summary.at("/errors/by_status/" + status.key()).asLong(0))
                    .as(status.key())
                    .isEqualTo(expected);
        }
        assertThat(run.exitCode()).isEqualTo(good == 0 ? 1 : 0);
        assertThat(Arrays.asList(Status.values())).containsAll(counted.keySet());
    }
}
