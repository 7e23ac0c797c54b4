package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.RecordedRun;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sweeps whose points are run several times over. */
class SweepRepeatsTest {
    private static final String LOAD = "--isl 9 --isl-stddev 3 --osl 3 --request-count 4 --concurrency 1,2 ";

    @TempDir
    private Path directory;

    private static MockServer server() {
        return MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build());
    }

    private CommandRun sweep(String flags) {
        try (MockServer server = server()) {
            return sweep(server, flags);
        }
    }

    private CommandRun sweep(MockServer server, String flags) {
        return CommandRun.profile("127.0.0.1:" + server.port(), directory, (LOAD + flags).split(" "))
                .assertDone();
    }

    private JsonNode point(int index) {
        return CommandRun.points(directory).at("/points/" + index);
    }

    private List<Integer> asked(String place) throws IOException {
        return CommandRun.records(directory.resolve(place)).stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .sorted((a, b) -> Integer.compare(a.request(), b.request()))
                .map(record -> record.isl())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "repeated,'1 (1 of 2),2 (1 of 2),1 (2 of 2),2 (2 of 2)',profile_runs/trial_000%d/concurrency2,aggregate/concurrency2",
        "independent,'1 (1 of 2),1 (2 of 2),2 (1 of 2),2 (2 of 2)',concurrency2/profile_runs/trial_000%d,concurrency2/aggregate"
    })
    void tellsMeanAndIntervalOfEachPoint(String order, String said, String place, String aggregate) throws IOException {
        CommandRun run = sweep("--num-profile-runs 2 --warmup-request-count 2 --parameter-sweep-mode " + order);
        assertThat(run.err()).startsWith("streamgauge: 4 runs: 2 times concurrency 1, 2\n");
        assertThat(run.err()
                        .lines()
                        .filter(line -> line.contains(" of 2): ")) // a slow machine tells its progress in between
                        .map(line -> line.replaceFirst(".*concurrency(.*\\)): .*", "$1")))
                .containsExactly(said.split(","));
        assertThat(run.out()).contains("means of 2 runs, ± half of their 95% interval", " ±");
        double mean = 0;
        for (int trial = 1; trial <= 2; trial++) {
            Path of = directory.resolve(place.formatted(trial));
            assertThat(CommandRun.records(of)).hasSize(trial == 1 ? 6 : 4);
            mean += Objects.requireNonNull(RecordedRun.read(of)
                            .summary(Definitions.GENAI_PERF)
                            .number(Metric.TIME_TO_FIRST_TOKEN, "p99"))
                    / 2;
        }
        assertThat(point(1).at("/metrics/time_to_first_token/p99").asDouble()).isCloseTo(mean, within(1e-9));
        assertThat(point(1).at("/spreads/time_to_first_token_p99/mean").asDouble())
                .isCloseTo(mean, within(1e-9));
        assertThat(point(1).get("runs").asInt()).isEqualTo(2);
        assertThat(point(1).get("measured").asInt()).isEqualTo(8);
        assertThat(directory.resolve(aggregate).resolve("profile_export_aiperf_aggregate.json"))
                .exists();
        assertThat(asked(place.formatted(2))).isEqualTo(asked(place.formatted(1)));
    }

    private double pooledLatency(List<String> places) throws IOException {
        List<List<RequestRecord>> kept = new ArrayList<>();
        for (String place : places) {
            kept.add(CommandRun.records(directory.resolve(place)));
        }
        return Objects.requireNonNull(
                PooledStatistics.of(kept, SummaryOptions.ofWholeAnswers()).number(Metric.REQUEST_LATENCY, "p90"));
    }

    @Test
    void percentilesAreThoseOfAllRequestsWhereAsked() throws IOException {
        CommandRun run =
                sweep("--num-profile-runs 3 --search-percentile-pooling pooled --slo request_latency.p90<100000");
        assertThat(run.out()).contains("all requests of 3 runs, ± half of their 95% interval");
        for (int level = 1; level <= 2; level++) {
            String place = "profile_runs/trial_000%d/concurrency" + level;
            List<String> places = List.of(place.formatted(1), place.formatted(2), place.formatted(3));
            JsonNode point = point(level - 1);
            assertThat(point.at("/metrics/request_latency/p90").asDouble()).isEqualTo(pooledLatency(places));
            assertThat(point.at("/spreads/request_latency_p90/pooled").asDouble())
                    .isEqualTo(pooledLatency(places));
            assertThat(point.at("/spreads/request_latency_p90/mean").asDouble()).isNotEqualTo(pooledLatency(places));
            assertThat(point.get("holds").asBoolean()).isTrue();
        }
    }

    /**
     * Read again, and held against what lies between the percentile of all and that of the worse run: the tenth one of
     * eight requests is below their second, and that of four of them, which the least is not among, above their first.
     */
    @ParameterizedTest
    @CsvSource({"pooled,true", "mean,false"})
    void aBoundIsHeldAgainstAllRequestsTogether(String pooling, boolean holds) {
        try (MockServer server = server()) {
            String flags = "--num-profile-runs 2 --percentile-pooling ";
            sweep(server, flags + "pooled");
            double bound = point(0).at("/metrics/request_latency/p10").asDouble();
            double worst = point(0).at("/spreads/request_latency_p10/max").asDouble();
            assertThat(worst).isGreaterThan(bound);
            String slo = " --slo request_latency.p10<"
                    + BigDecimal.valueOf(bound + (worst - bound) / 2).toPlainString();
            int sent = server.truth().finished().size();
            sweep(server, flags + pooling + slo);
            assertThat(server.truth().finished()).hasSize(sent);
            assertThat(point(0).get("holds").asBoolean()).isEqualTo(holds);
        }
    }

    @Test
    void pointsStopWhenTheyHaveConvergedAndGoOnWhereTheyWereBrokenOff() {
        String flags = "--num-profile-runs 5 --convergence-metric output_sequence_length";
        try (MockServer server = server()) {
            assertThat(sweep(server, flags).err().lines().filter(line -> line.contains(", converged")))
                    .hasSize(2);
            assertThat(sweep(server, flags).err().lines().filter(line -> line.contains("(done before)")))
                    .hasSize(6);
            assertThat(server.truth().finished()).hasSize(24);
        }
    }

    @Test
    void seedsDifferWhereAsked() throws IOException {
        sweep("--num-profile-runs 2 --random-seed 7 --vary-seed-per-trial --no-parameter-sweep-same-seed");
        for (int trial = 1; trial <= 2; trial++) {
            for (int level = 1; level <= 2; level++) {
                assertThat(Files.readString(directory.resolve(
                                "profile_runs/trial_000" + trial + "/concurrency" + level + "/plan.json")))
                        .contains("\"random-seed\": \"" + (7 + 2 * (level - 1) + trial - 1) + "\"");
            }
        }
    }
}
