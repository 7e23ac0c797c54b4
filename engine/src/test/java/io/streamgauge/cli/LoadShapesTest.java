package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.arrival.KolmogorovSmirnov;
import io.streamgauge.arrival.RateCurve;
import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Each load shape, from its options to the records it leaves, against the built-in server over real sockets. */
class LoadShapesTest {
    @TempDir
    private Path directory;

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(LatencyModel.parse("1ms")).itl(LatencyModel.parse("1ms"));
    }

    private CommandRun profile(MockServer server, String... more) {
        List<String> args =
                new ArrayList<>(List.of("profile", "-m", "m", "--tokenizer", "builtin", "--isl", "5", "--osl"));
        args.addAll(List.of("3", "--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(directory.resolve("records.jsonl")).records().stream()
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
    }

    private List<Long> dueFromFirst() throws IOException {
        List<RequestRecord> measured =
                records().stream().filter(r -> r.phase() == Phase.MEASURE).toList();
        return measured.stream()
                .map(r -> r.dueNanos() - measured.getFirst().dueNanos())
                .toList();
    }

    @Test
    void aRateSendsEachRequestWhenItIsDueAndNeverBefore() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    "--request-rate",
                    "500",
                    "--request-count",
                    "40",
                    "--warmup-request-count",
                    "4",
                    "--loops",
                    "2");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Schedule Slip");
            assertThat(records()).hasSize(44).allSatisfy(record -> {
                assertThat(record.status()).isEqualTo(Status.OK);
                assertThat(record.sentNanos()).isGreaterThan(record.dueNanos());
            });
            assertThat(dueFromFirst()).hasSize(40);
            for (int i = 0; i < 40; i++) {
                assertThat(dueFromFirst().get(i)).isEqualTo(i * 2_000_000L);
            }
            assertThat(server.truth().finished()).hasSize(44);
        }
    }

    @Test
    void resultsSayThatItWasARate() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            assertThat(profile(server, "--request-rate", "400", "--request-count", "5")
                            .exitCode())
                    .isZero();
        }
        ObjectMapper json = new ObjectMapper();
        JsonNode experiment =
                json.readTree(directory.resolve("profile_export.json").toFile()).at("/experiments/0/experiment");
        assertThat(experiment.toString()).isEqualTo("{\"mode\":\"request_rate\",\"value\":400.0}");
        JsonNode config = json.readTree(
                        directory.resolve("profile_export_genai_perf.json").toFile())
                .at("/input_config");
        assertThat(config.at("/request_rate").doubleValue()).isEqualTo(400.0);
        assertThat(config.at("/concurrency").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"poisson,", "gamma,", "gamma,0.3"})
    void randomArrivalsComeFromTheSeedAlone(String kind, String burstiness) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("--request-rate", "1000", "--request-count", "30", "--request-distribution", kind));
        if (burstiness != null) {
            options.addAll(List.of("--burstiness", burstiness));
        }
        List<List<Long>> runs = new ArrayList<>();
        for (String seed : List.of("1", "1", "2")) {
            options.addAll(List.of("--random-seed", seed, "--overwrite"));
            try (MockServer server = MockServer.start(quick().build())) {
                assertThat(profile(server, options.toArray(String[]::new)).exitCode())
                        .isZero();
            }
            options.subList(options.size() - 3, options.size()).clear();
            runs.add(dueFromFirst());
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2)).isSorted();
    }

    @Test
    void aCapHoldsRequestsBackAndReportsTheirWait() throws IOException {
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("20ms")).build())) {
            CommandRun run = profile(
                    server,
                    "--request-rate",
                    "100000",
                    "--max-concurrency",
                    "3",
                    "--request-count",
                    "12",
                    "--loops",
                    "2");
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<RequestRecord> records = records();
            assertThat(records).hasSize(12).allMatch(RequestRecord::isMeasuredOk);
            for (RequestRecord record : records) {
                assertThat(records.stream()
                                .filter(other -> other.sentNanos() <= record.sentNanos()
                                        && other.endNanos() > record.sentNanos()))
                        .hasSizeLessThanOrEqualTo(3);
            }
            assertThat(records.getLast().sentNanos() - records.getLast().dueNanos())
                    .isGreaterThan(20_000_000L);
        }
    }

    @Test
    void aDurationEndsAClosedLoopAndCancelsWhatIsLeftAfterTheGracePeriod() throws IOException {
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("3600s")).build())) {
            CommandRun run = profile(
                    server, "--concurrency", "2", "--benchmark-duration", "50ms", "--benchmark-grace-period", "10ms");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(records()).hasSize(2).allMatch(record -> record.status() == Status.CANCELLED);
        }
    }

    @Test
    void aDurationLetsRequestsInFlightEnd() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--concurrency", "2", "--benchmark-duration", "50ms");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(records()).isNotEmpty().allMatch(RequestRecord::isMeasuredOk);
        }
    }

    @Test
    void aRateForADurationSendsWhatIsDueWithinIt() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--request-rate", "200", "--benchmark-duration", "100ms");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(dueFromFirst()).isNotEmpty().hasSizeLessThanOrEqualTo(20).allMatch(due -> due < 100_000_000L);
        }
    }

    @Test
    void aConcurrencyRampSpreadsTheFirstRequests() throws IOException {
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("1s")).build())) {
            CommandRun run =
                    profile(server, "--concurrency", "4", "--request-count", "4", "--concurrency-ramp", "400ms");
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<Long> sent =
                    records().stream().map(RequestRecord::sentNanos).sorted().toList();
            // The last is due after 300 ms, of which the first may lose some to a slow start.
            assertThat(sent.get(3) - sent.get(0)).isGreaterThanOrEqualTo(150_000_000L);
        }
    }

    @Test
    void tooManyErrorsStopTheRun() throws IOException {
        try (MockServer server = MockServer.start(
                quick().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = profile(server, "--request-count", "1000", "--max-errors", "3");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).startsWith("INCOMPLETE: stopped early: 3 requests failed");
            assertThat(records()).hasSize(3);
        }
    }

    @Test
    void tooLargeAShareOfErrorsStopsTheRun() throws IOException {
        try (MockServer server = MockServer.start(
                quick().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = profile(server, "--request-count", "1000", "--max-error-rate", "10");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(records()).hasSize(20);
        }
    }

    @Test
    void anyFailureIsTooManyWhereNoneIsTolerated() throws IOException {
        try (MockServer server = MockServer.start(
                quick().faults(List.of(FaultRule.parse("http-500@5"))).build())) {
            CommandRun run = profile(server, "--request-count", "1000", "--failed-request-threshold", "0");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(records()).hasSize(20);
        }
    }

    @Test
    void requestsAreGivenUpOnPurpose() throws IOException {
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("3600s")).build())) {
            CommandRun run = profile(
                    server,
                    "--request-count",
                    "6",
                    "--concurrency",
                    "3",
                    "--request-cancellation-rate",
                    "100",
                    "--request-cancellation-delay",
                    "5ms");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(records()).hasSize(6).allMatch(record -> record.status() == Status.CANCELLED);
        }
    }

    @Test
    void allContradictionsAreToldAtOnceAndNothingIsSent() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    "--request-rate",
                    "5",
                    "--concurrency",
                    "2",
                    "--concurrency-ramp",
                    "5s",
                    "--request-cancellation-delay",
                    "1s",
                    "--cpus",
                    "x",
                    "--sweep",
                    "1.001ms",
                    "--client-key",
                    "nowhere.pem",
                    "--burstiness",
                    "0");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines())
                    .anyMatch(line -> line.contains("--concurrency and --request-rate"))
                    .anyMatch(line -> line.contains("--concurrency-ramp and --request-rate"))
                    .anyMatch(line -> line.contains("--request-cancellation-delay means nothing"))
                    .anyMatch(line -> line.contains("--cpus 'x'"))
                    .anyMatch(line -> line.contains("--sweep 1001us: give at most 1ms"))
                    .anyMatch(line -> line.contains("--client-cert and --client-key"))
                    .anyMatch(line -> line.contains("--client-key nowhere.pem"))
                    .anyMatch(line -> line.contains("--burstiness 0"));
            assertThat(server.truth().finished()).isEmpty();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @CsvSource({"nio,user,never", "epoll,auto,pooled", "auto,user,pooled"})
    void theClientWorksAsItIsTold(String transport, String stamps, String reuse) throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    "--transport",
                    transport,
                    "--stamps",
                    stamps,
                    "--connection-reuse",
                    reuse,
                    "--request-count",
                    "4");
            assertThat(run.exitCode()).as(run.err()).isZero();
            long reused = records().stream().filter(r -> r.connectNanos() == 0).count();
            assertThat(reused).isEqualTo(reuse.equals("never") ? 0 : 3);
        }
    }

    @Test
    void aRateSeriesIsFollowedToItsEnd() throws IOException {
        Path series = Files.writeString(directory.resolve("rates.txt"), """
                time rate
                0     100   # evenly
                0.1s, 100
                0.1s  400
                200ms 400
                """);
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--request-rate-series", series.toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        List<Long> due = dueFromFirst();
        assertThat(due.size()).isBetween(49, 50);
        assertThat(due.get(5)).isEqualTo(50_000_000L);
        assertThat(due.get(14)).isEqualTo(110_000_000L);
    }

    /** Put at the number of requests that the file has due up to them, they are a Poisson process of rate 1. */
    @Test
    void aRateSeriesBendsPoissonArrivalsAndNothingElse() throws IOException {
        Path series = Files.writeString(directory.resolve("rates.txt"), """
                0ms    500
                200ms 2500
                200ms 1000
                500ms 1000
                """);
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run =
                    profile(server, "--request-rate-series", series.toString(), "--request-distribution", "poisson");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        RateCurve curve = RateFile.read(series);
        double[] bent =
                dueFromFirst().stream().mapToDouble(curve::requestsBefore).toArray();
        double[] gaps = IntStream.range(1, bent.length)
                .mapToDouble(i -> bent[i] - bent[i - 1])
                .toArray();
        assertThat(gaps).hasSizeBetween(500, 700);
        assertThat(KolmogorovSmirnov.distance(gaps, KolmogorovSmirnov::exponential))
                .isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 5|:1: the first time must be 0",
                "'0 5\n3 5\n2 5'|:3: earlier than the line before",
                "'0 5\nsoon 5'|:2: 'soon' is not a time",
                "0 many|:1: 'many' is not a rate",
                "0 -1|:1: '-1' is not a rate",
                "0 1 2|:1: '0 1 2' is not TIME RATE",
                "0 0|: no rate is above 0; give a file of 'TIME RATE' lines, as '0 10'",
                "' '|: a rate needs at least one point; give a file of 'TIME RATE' lines, as '0 10'",
                "''|: a rate needs at least one point; give a file of 'TIME RATE' lines, as '0 10'"
            })
    void whatIsNoRateSeriesIsToldWithItsLine(String text, String expected) throws IOException {
        Path series = Files.writeString(directory.resolve("rates.txt"), text.replace("\\n", "\n"));
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--request-rate-series", series.toString());
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains(series + expected).hasLineCount(1);
        }
    }

    @Test
    void usersSendEvenlyAndNeverBeforeTheirLastAnswer() throws IOException {
        // Each user is due every 20 ms, and an answer takes 50: every request of a user but its first waits for the one
        // before.
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("50ms")).build())) {
            CommandRun run = profile(
                    server, "--user-centric-rate", "150", "--num-users", "3", "--request-count", "10", "--loops", "2");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        List<RequestRecord> records = records();
        assertThat(records).hasSize(10).allMatch(RequestRecord::isMeasuredOk);
        long zero = records.getFirst().dueNanos();
        for (RequestRecord record : records) {
            assertThat(record.dueNanos() - zero).isEqualTo(Math.round(record.request() * (1e9 / 150)));
            assertThat(record.sentNanos()).isGreaterThan(record.dueNanos());
            if (record.request() >= 3) {
                assertThat(record.sentNanos())
                        .isGreaterThan(
                                records.get(record.request() - 3).tokenTimes().last());
            }
        }
    }

    @Test
    void windowsEndARunAndOnlyWhatEndedInThemCounts() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--concurrency", "2", "--measurement-interval", "120");
            assertThat(run.exitCode()).as(run.err()).isZero();
            String page = Files.readString(directory.resolve("report.html"));
            assertThat(page).containsPattern("\"measureTo\":[0-9.]+");
            CommandRun again = CommandRun.of("report", directory.toString());
            assertThat(run.out()).contains(again.out().replaceFirst("(?m)^Page: .*\\R?", ""));
            assertThat(directory.resolve("report.html")).hasContent(page);
        }
        JsonNode plan =
                new ObjectMapper().readTree(directory.resolve("plan.json").toFile());
        long from = plan.at("/window_from_ns").asLong();
        long to = plan.at("/window_to_ns").asLong();
        assertThat(to - from).isEqualTo(360_000_000L);
        long inside = records().stream()
                .filter(record -> record.endNanos() >= from && record.endNanos() < to)
                .count();
        assertThat(new ObjectMapper()
                        .readTree(directory
                                .resolve("profile_export_genai_perf.json")
                                .toFile())
                        .at("/requests/measured")
                        .asLong())
                .isEqualTo(inside)
                .isPositive();
    }

    @Test
    void windowsThatNeverAgreeFailTheRun() {
        // The server answers nothing within the windows.
        try (MockServer server =
                MockServer.start(quick().ttft(LatencyModel.parse("3600s")).build())) {
            CommandRun run = profile(server, "--measurement-interval", "10", "-s", "5");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).startsWith("INCOMPLETE: no three windows in a row agreed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--concurrency 2 --request-rate 3 --user-centric-rate 4 --num-users 2",
                "--request-rate 3 --concurrency-ramp 1s",
                "--request-rate-series x --request-rate 3",
                "--user-centric-rate 3",
                "--num-users 3",
                "--burstiness 2",
                "--max-concurrency 3",
                "--user-centric-rate 3 --num-users 3 --max-concurrency 3",
                "--user-centric-rate 3 --num-users 3 --request-rate-ramp 1s",
                "--request-rate-series x --request-rate-ramp 1s",
                "--measurement-interval 100 --request-count 5",
                "--measurement-interval 100 --benchmark-duration 5s",
                "-s 50 --request-count 5",
                "-s 0",
                "-p 0",
                "-p soon",
                "--schedule-file x --request-rate 3",
                "--fixed-schedule-speed 2",
                "--benchmark-grace-period 5s",
                "--request-cancellation-delay 5s"
            })
    void contradictionsAreRefusedBeforeAnythingIsSent(String options) {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, options.split(" ", -1));
            assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
            assertThat(run.err().lines()).allMatch(line -> line.startsWith("streamgauge: --"));
            assertThat(server.truth().finished()).isEmpty();
        }
    }

    @Test
    void contradictionsAreRefusedAllAtOnce() {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    ("--concurrency 2 --request-rate 3 --num-users 4 --measurement-interval 5 --request-count 9 --shard 7/3"
                                    + " --start-at soon --burstiness 2 --request-distribution constant")
                            .split(" ", -1));
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err().lines()).hasSize(6);
        }
    }

    @Test
    void aScheduleIsPlayedFromOneMomentToAnotherAtItsSpeed() throws IOException {
        Path schedule = Files.writeString(directory.resolve("trace.jsonl"), """
                {"timestamp": 0, "input_length": 3}
                {"timestamp": 100, "input_length": 3}
                {"timestamp": 150, "hash_ids": [1]}
                {"timestamp": 150}
                {"timestamp": 400}
                {"timestamp": 900}
                """);
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    ("--schedule-file " + schedule
                                    + " --fixed-schedule-speed 10 --fixed-schedule-start-offset 100 --fixed-schedule-end-offset 900")
                            .split(" ", -1));
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(dueFromFirst()).containsExactly(0L, 5_000_000L, 5_000_000L, 30_000_000L);
        assertThat(records())
                .allSatisfy(record -> assertThat(record.sentNanos()).isGreaterThan(record.dueNanos()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0s,2s,1s|:3: earlier than the line before",
                "{\"time\": 3}|:1: no 'timestamp'",
                "{\"timestamp\": -3}|:1: no 'timestamp'",
                "{broken|:1: not JSON",
                "soon|:1: 'soon' is not a time",
                "# nothing|: no moment in it"
            })
    void whatIsNoScheduleIsToldWithItsLine(String lines, String expected) throws IOException {
        Path schedule = Files.writeString(directory.resolve("trace.jsonl"), lines.replace(",", "\n"));
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--schedule-file", schedule.toString());
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains(schedule + expected).hasLineCount(1);
        }
    }
}
