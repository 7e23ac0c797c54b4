package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summary;
import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One plan run several times over, against the built-in server. */
class RepeatRunTest {
    private static final String LOAD = "--isl 9 --isl-stddev 3 --osl 3 --concurrency 2 --request-count 6 ";

    @TempDir
    private Path directory;

    private static MockOptions.Builder quick() {
        return MockOptions.builder().ttft(LatencyModel.parse("1ms")).itl(LatencyModel.parse("0ms"));
    }

    private CommandRun profile(MockServer server, String flags) {
        return CommandRun.profile("127.0.0.1:" + server.port(), directory, (LOAD + flags).split(" "));
    }

    private Path place(int run) {
        return directory.resolve("profile_runs/run_000" + run);
    }

    private List<RequestRecord> records(int run) throws IOException {
        return CommandRun.records(place(run)).stream()
                .sorted(Comparator.comparingInt(RequestRecord::request))
                .toList();
    }

    private List<Integer> asked(int run) throws IOException {
        return records(run).stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .map(RequestRecord::isl)
                .toList();
    }

    @Test
    void tellsNumbersOfAllRequestsBesideTheMeansWhereAsked() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--num-profile-runs 2 --percentile-pooling pooled");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("all requests");
        }
        List<Double> most = new ArrayList<>();
        List<Double> least = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            Summary summary = RecordedRun.read(place(i)).summary(Definitions.GENAI_PERF);
            most.add(Objects.requireNonNull(summary.number(Metric.REQUEST_LATENCY, "max")));
            least.add(Objects.requireNonNull(summary.number(Metric.REQUEST_LATENCY, "min")));
        }
        JsonNode metrics = aggregate().get("metrics");
        assertThat(metrics.at("/request_latency_max/pooled").asDouble()).isEqualTo(Collections.max(most));
        assertThat(metrics.at("/request_latency_min/pooled").asDouble()).isEqualTo(Collections.min(least));
        assertThat(metrics.at("/request_throughput_avg").has("pooled")).isFalse();
        assertThat(Files.readString(directory.resolve("aggregate/profile_export_aiperf_aggregate.csv"))
                        .lines())
                .first()
                .asString()
                .endsWith(",unit,pooled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--percentile-pooling pooled|--percentile-pooling means nothing without --num-profile-runs above 1",
                "--num-profile-runs 2 --percentile-pooling median|--percentile-pooling 'median': use mean or pooled"
            })
    void whatCannotBePooledIsRefused(String flags, String expected) {
        CommandRun.profile("127.0.0.1:1", directory, flags.split(" ")).assertRefused(expected);
    }

    private JsonNode aggregate() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("aggregate/profile_export_aiperf_aggregate.json")));
    }

    @Test
    void tellsHowFarNumbersOfRunsThatAskTheSameLieApart() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--num-profile-runs 3 --warmup-request-count 2 --confidence-level 0.9");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("3 runs", "90% interval from", "Time To First Token (ms) p99");
            assertThat(run.err()).contains("run_0001: ", "run_0003: ");
            assertThat(server.truth().finished()).hasSize(8 + 6 + 6);
        }
        assertThat(records(1)).hasSize(8);
        assertThat(records(2)).hasSize(6).noneMatch(record -> record.phase() == Phase.WARMUP);
        assertThat(asked(2)).isEqualTo(asked(1)).isEqualTo(asked(3));
        double mean = 0;
        for (int i = 1; i <= 3; i++) {
            Double number = RecordedRun.read(place(i))
                    .summary(Definitions.GENAI_PERF)
                    .number(Metric.TIME_TO_FIRST_TOKEN, "p99");
            mean += (number == null ? 0 : number) / 3;
        }
        JsonNode metric = aggregate().at("/metrics/time_to_first_token_p99");
        assertThat(metric.get("mean").asDouble()).isCloseTo(mean, within(1e-9));
        assertThat(metric.get("t_critical").asDouble()).isCloseTo(2.919986, within(1e-6));
        assertThat(metric.get("unit").asString()).isEqualTo("ms");
        assertThat(aggregate().at("/metrics/request_count_avg/std").asDouble()).isZero();
        assertThat(aggregate().at("/metadata/num_successful_runs").asInt()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("aggregate/profile_export_aiperf_aggregate.csv")))
                .startsWith("metric,mean,std,min,max,cv,se,ci_low,ci_high,t_critical,unit\r\n")
                .contains("\r\nrequest_count_avg,6.00,0.00,6.00,6.00,0.0000,0.0000,6.00,6.00,2.9200,count\r\n")
                .endsWith("Confidence Level,0.9\r\n");
    }

    @Test
    void whatIsDoneIsNotDoneAgainAndMoreRunsComeOnTop() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            assertThat(profile(server, "--num-profile-runs 2").exitCode()).isZero();
            CommandRun more = profile(server, "--num-profile-runs 3");
            assertThat(more.err()).contains("run_0002 (done before)").doesNotContain("run_0003 (done before)");
            assertThat(server.truth().finished()).hasSize(18);
        }
        assertThat(aggregate().at("/metadata/run_labels")).hasSize(3);
    }

    @Test
    void eachHasASeedOfItsOwnWhereAsked() throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(
                    server,
                    "--num-profile-runs 2 --random-seed 4 --vary-seed-per-trial --warmup-request-count 2"
                            + " --no-profile-run-disable-warmup-after-first");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(asked(2)).isNotEqualTo(asked(1));
        assertThat(Files.readString(place(2).resolve("plan.json"))).contains("\"random-seed\": \"5\"");
        assertThat(records(2)).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource({
        "--convergence-metric output_sequence_length,3",
        "--convergence-metric output_sequence_length --convergence-mode cv --convergence-stat p99,3",
        "--convergence-metric output_sequence_length --convergence-mode distribution,3",
        "--convergence-metric request_latency --convergence-threshold 0.000001,4"
    })
    void stopsWhenItHasConverged(String flags, int runs) throws IOException {
        try (MockServer server = MockServer.start(quick().build())) {
            CommandRun run = profile(server, "--num-profile-runs 4 " + flags);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains(runs == 3 ? "converged after 3 runs" : "did not converge within 4 runs");
            assertThat(server.truth().finished()).hasSize(6 * runs);
        }
        assertThat(aggregate().at("/metadata/max_profile_runs").asInt()).isEqualTo(4);
    }

    @Test
    void runsThatFailAreToldAndDoNotCount() {
        try (MockServer server = MockServer.start(
                quick().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = profile(server, "--num-profile-runs 2");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("No aggregate: 0 of 2 runs ended well");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profile|--num-profile-runs 0|--num-profile-runs 0: give at least 1",
                "profile|--confidence-level 0.9|--confidence-level means nothing without --num-profile-runs above 1",
                "profile|--num-profile-runs 2 --confidence-level 1|--confidence-level 1.0: give a share",
                "profile|--num-profile-runs 2 --convergence-stat p99|means nothing without --convergence-metric",
                "profile|--num-profile-runs 2 --convergence-metric speed|'speed' names no metric",
                "profile|--num-profile-runs 2 --convergence-metric request_latency --convergence-mode often|use one of ci_width",
                "profile|--num-profile-runs 2 --convergence-metric request_throughput --convergence-mode distribution|one number for a run",
                "profile|--num-profile-runs 2 --export-level summary|--num-profile-runs and --export-level summary",
                "profile|--num-profile-runs 2 --start-at next:1h|--num-profile-runs and --start-at",
                "profile|--num-profile-runs 600 --concurrency 1,2|there would be 1200 runs of 2 values of concurrency, each 600 times",
                "profile|--num-profile-runs 2 --request-rate 0|--request-rate 0.0: give requests a second",
                "profile|--parameter-sweep-mode independent|--parameter-sweep-mode means nothing without a sweep",
                "analyze|--sweep-list 1,2 --num-profile-runs 2 --parameter-sweep-mode never|use repeated or independent"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String command, String flags, String expected) {
        List<String> args = new ArrayList<>(List.of(command, "-m", "m", "--tokenizer", "builtin"));
        args.addAll(List.of("--url", "127.0.0.1:1", "--artifact-dir", directory.toString()));
        args.addAll(List.of(flags.split(" ")));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        run.assertRefused(expected);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        CommandRun run =
                CommandRun.of(("profile --mock --num-profile-runs 3 --convergence-metric speed --prompt-corpus poems"
                                + " --backend vllm --random-seed 1 --random-seed 2")
                        .split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "'speed' names no metric",
                        "--prompt-corpus",
                        "--backend is not supported",
                        "--random-seed: given more")
                .hasLineCount(4);
        run = CommandRun.of(
                "analyze --mock --sweep-type moons --max-concurrency 3 --prompt-corpus poems --num-profile-runs 0"
                        .split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("'moons'", "--prompt-corpus", "--num-profile-runs 0: give at least 1")
                .contains("--max-concurrency and --sweep-type concurrency")
                .hasLineCount(4);
    }
}
