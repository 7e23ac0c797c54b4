package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches with several objectives, against the built-in server. */
class SearchFrontTest {
    private static final String BOTH = "--search-metric request_throughput --search-metric time_to_first_token";

    @TempDir
    private Path directory;

    /** Two answers at a time: more in flight gain nothing and wait. */
    private static MockOptions.Builder server() {
        return MockOptions.builder()
                .ttft(LatencyModel.parse("40ms"))
                .itl(LatencyModel.parse("0ms"))
                .maxConcurrent(2);
    }

    private CommandRun run(MockServer server, String flags) {
        return CommandRun.profile(
                "127.0.0.1:" + server.port(), directory, (flags + " --osl 1 --request-count 16").split(" "));
    }

    private JsonNode search() {
        return CommandRun.points(directory).at("/searches/0");
    }

    private static double value(JsonNode point, String goal) {
        return point.at("/numbers/" + goal).asDouble();
    }

    /** Of all that was tried, by the numbers of the points themselves. */
    private List<String> notBeaten(String statistic) {
        List<String> names = new ArrayList<>();
        JsonNode points = CommandRun.points(directory).get("points");
        for (JsonNode point : points) {
            double rate = point.at("/metrics/request_throughput").asDouble();
            double wait = point.at("/metrics/time_to_first_token/" + statistic).asDouble();
            boolean beaten = points.valueStream().anyMatch(other -> {
                double otherRate = other.at("/metrics/request_throughput").asDouble();
                double otherWait =
                        other.at("/metrics/time_to_first_token/" + statistic).asDouble();
                return otherRate >= rate && otherWait <= wait && (otherRate > rate || otherWait < wait);
            });
            if (!beaten) {
                names.add(point.get("name").asString());
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "--search-planner bayesian, bayesian",
        "--search-planner optuna --optuna-sampler botorch --optuna-acquisition qlognehvi, bayesian",
        "--search-planner tpe, tpe"
    })
    void findsAllThatNoOtherBeatsAndFindsThemAgainWithoutRunning(String planner, String kind) throws IOException {
        String flags = "--search-space concurrency:1,12:int " + BOTH
                + " --search-stat avg --search-stat p50 --search-direction maximize --search-direction minimize"
                + " --search-max-iterations 7 --search-initial-points 4 " + planner;
        try (MockServer server = MockServer.start(server().build())) {
            CommandRun run = run(server, flags).assertDone();
            JsonNode search = search();
            List<String> front = search.get("front")
                    .valueStream()
                    .map(point -> point.get("name").asString())
                    .toList();
            assertThat(front).containsExactlyInAnyOrderElementsOf(notBeaten("p50"));
            assertThat(search.get("planner").asString()).isEqualTo(kind);
            assertThat(List.of("goal", "direction", "best", "values"))
                    .allMatch(key -> search.get(key).isNull());
            assertThat(CommandRun.points(directory).get("points").valueStream())
                    .allMatch(point -> point.get("on_front").asBoolean()
                            == front.contains(point.get("name").asString()));
            assertThat(run.out())
                    .containsPattern("Front of the most request_throughput\\.avg and least time_to_first_token\\.p50:"
                            + " " + front.size() + " of [4-7] tried that no other beats")
                    .contains("What no other point beats", "Request Throughput", "p50");
            double volume = volume(search);
            assertThat(search.get("hypervolume").asDouble()).isPositive().isEqualTo(volume, within(1e-9 * volume));
            int sent = server.truth().finished().size();
            String files = Files.readString(directory.resolve("analyze_points.json"));
            assertThat(run(server, flags).out()).isEqualTo(run.out());
            assertThat(server.truth().finished()).hasSize(sent);
            assertThat(directory.resolve("analyze_points.json")).hasContent(files);
        }
    }

    /** Of two numbers, strip by strip. */
    private static double volume(JsonNode search) {
        double least = search.at("/objectives/0/reference").asDouble();
        double longest = search.at("/objectives/1/reference").asDouble();
        List<JsonNode> front = search.get("front").valueStream().toList();
        double sum = 0;
        for (int i = 0; i < front.size(); i++) {
            // From the most of the first, which waits longest.
            double next = i + 1 < front.size() ? value(front.get(i + 1), "request_throughput.avg") : least;
            sum += (value(front.get(i), "request_throughput.avg") - next)
                    * (longest - value(front.get(i), "time_to_first_token.p50"));
        }
        return sum;
    }

    @Test
    void whatWasBrokenOffGoesOnAndComesToTheSame() throws IOException {
        String flags = "--search-space concurrency:1,12:int " + BOTH + " --search-max-iterations 6";
        try (MockServer server = MockServer.start(server().build())) {
            run(server, flags).assertDone();
            String whole = Files.readString(directory.resolve("analyze_points.json"));
            int sent = server.truth().finished().size();
            // As after five points.
            Path last =
                    directory.resolve(CommandRun.texts(search().get("tried")).get(5));
            Path before =
                    directory.resolve(CommandRun.texts(search().get("tried")).get(4));
            Path aside = directory.resolve("aside");
            Files.move(last, aside);
            CommandRun run = run(server, flags).assertDone();
            assertThat(server.truth().finished()).hasSize(sent + 16);
            assertThat(run.err()).contains(last.getFileName() + ": ", before.getFileName() + " (done before): ");
            // What it measured anew was another's: with that back, all is as it was.
            delete(last);
            Files.move(aside, last);
            run(server, flags).assertDone();
            assertThat(directory.resolve("analyze_points.json")).hasContent(whole);
        }
    }

    private static void delete(Path path) throws IOException {
        try (var all = Files.walk(path)) {
            for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(each);
            }
        }
    }

    /** Points are runs, of which every number is there: another objective goes on from the same ones. */
    @Test
    void pointsThatAreThereServeOtherObjectivesToo() {
        String space = "--search-space concurrency:1,3:int --search-max-iterations 3 --search-initial-points 3 ";
        try (MockServer server = MockServer.start(server().build())) {
            run(server, space + BOTH).assertDone();
            int sent = server.truth().finished().size();
            run(server, space + "--search-metric request_throughput --search-metric request_latency.p99")
                    .assertDone();
            assertThat(server.truth().finished()).hasSize(sent);
            assertThat(search().at("/objectives/1/goal").asString()).isEqualTo("request_latency.p99");
        }
    }

    @Test
    void aFrontIsOfWhatKeepsTheBoundsForEachCombinationOfLists() {
        try (MockServer server = MockServer.start(server().build())) {
            CommandRun run = run(
                            server,
                            "--search-space concurrency:1,16:int --isl 5,9 --search-metric request_throughput"
                                    + " --search-metric time_to_first_token.p50 --slo time_to_first_token.p50<150"
                                    + " --search-max-iterations 5")
                    .assertDone();
            assertThat(run.out())
                    .containsPattern("least time_to_first_token\\.p50 that holds time_to_first_token\\.p50<150\\.0,"
                            + " with input_sequence_length 9: \\d of 5 tried that no other beats");
        }
        JsonNode results = CommandRun.points(directory);
        assertThat(results.get("searches")).hasSize(2);
        for (JsonNode search : results.get("searches")) {
            assertThat(search.get("front")).isNotEmpty();
            assertThat(search.get("front").valueStream())
                    .allMatch(point -> value(point, "time_to_first_token.p50") < 150
                            && point.at("/values/concurrency").asInt() < 16);
            // What breaks the bound does not count there either.
            assertThat(search.at("/objectives/1/reference").asDouble()).isLessThan(150);
            // Of what breaks the bound nothing counts.
            assertThat(search.at("/objectives/1/reference").asDouble()).isLessThan(150);
        }
    }

    @Test
    void whatNeverSucceedsHasNoFront() {
        try (MockServer server = MockServer.start(
                server().faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = run(server, "--search-space concurrency:1,4 --search-max-iterations 3 " + BOTH);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out())
                    .contains(
                            "No concurrency of the range gave any request_throughput.avg and time_to_first_token.avg");
        }
        assertThat(search().get("front")).isEmpty();
        assertThat(search().get("hypervolume").asDouble()).isZero();
        assertThat(search().at("/objectives/0/reference").isNull()).isTrue();
    }

    private CommandRun config(String objectives) throws IOException {
        Path plan =
                Files.writeString(directory.resolve("plan.yaml"), """
                model: m
                tokenizer: builtin
                mock: true
                mock-ttft: 1ms
                mock-itl: 0ms
                osl: 2
                request-count: 2
                search-space: ['concurrency:1,3:int']
                search-max-iterations: 3
                search-initial-points: 3
                artifact-dir: %s
                """.formatted(directory.resolve("out")) + objectives);
        return CommandRun.of("config", plan.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "search-metric: [request_throughput, time_to_first_token.p90]",
                "objectives: [{metric: request_throughput}, {metric: time_to_first_token, stat: p90, threshold: null}]",
                "objectives: [{metric: request_throughput, stat: avg, direction: maximize}, {metric: time_to_first_token, stat: p90, direction: minimize}]"
            })
    void aPlanNamesThemAsAListOrAsAiperfDoes(String objectives) throws IOException {
        config(objectives).assertDone();
        JsonNode found = CommandRun.points(directory.resolve("out")).at("/searches/0/objectives");
        assertThat(found.valueStream()
                        .map(each -> each.get("goal").asString() + " "
                                + each.get("direction").asString()))
                .containsExactly("request_throughput.avg maximize", "time_to_first_token.p90 minimize");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objectives: request_throughput|plan.yaml:12: 'objectives' is a list of what a search is for",
                "objectives: [{stat: p90}]|plan.yaml:12: 'objectives': each has a metric",
                "objectives: [{metric: request_throughput, directoin: maximize}]|unknown key 'objectives.directoin'; did you mean direction?",
                "objectives: [{metric: request_throughput, threshold: 5}]|'objectives.threshold': what is worse is not looked at when it is bounded; give slo",
                "objectives: [{metric: request_throughput, direction: maximize}, {metric: request_latency}]|give each a direction, or none",
                "objectives: [{metric: request_throughput}, {metric: request_latencies}]|plan.yaml:12: --search-metric, --search-stat: 'request_latencies' names no metric"
            })
    void aPlanWithAnObjectiveThatMakesNoSenseIsToldWithItsLine(String objectives, String expected) throws IOException {
        config(objectives).assertRefused(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-metric request_throughput --search-metric request_throughput|--search-metric request_throughput.avg twice: give each objective once",
                "--search-metric request_latency --search-metric request_latency.avg|--search-metric request_latency.avg twice",
                "--search-metric request_throughput --search-metric time_to_first_tokne|'time_to_first_tokne' names no metric; keys are those of the summary JSON; did you mean time_to_first_token?",
                "--search-metric request_throughput --search-metric request_latency.p101|unknown statistic 'p101'",
                "--search-metric request_latency.p99 --search-stat p50|both say which number; give one of the two",
                "--search-metric request_throughput --search-metric request_latency --search-stat p99|'request_throughput' is one number for a run: use .avg",
                "--search-metric request_latency --search-metric time_to_first_token --search-stat p99 --search-stat p50 --search-stat avg|--search-stat 3 times, and 2 metrics by --search-metric: give it once for all, or once for each",
                "--search-metric request_latency --search-direction minimize --search-direction maximize|--search-direction 2 times, and 1 metric by --search-metric",
                "--search-metric request_throughput --search-metric request_latency --search-direction down|--search-direction 'down': use maximize or minimize",
                "--search-metric request_latency.p50 --search-metric request_latency.p90 --search-metric request_latency.p95 --search-metric request_latency.p99 --search-metric request_latency.avg|--search-metric 5 times: give at most 4",
                "--search-metric request_throughput --search-metric request_latency --search-planner monotonic_sla --slo request_latency.p99<9|--search-metric 2 times and --search-planner monotonic: it finds the one load that keeps the bounds",
                "--search-metric request_throughput --search-metric request_latency --search-planner smooth_isotonic --slo request_latency.p99<9|and --search-planner smooth_isotonic: it finds the one load",
                "--search-metric request_throughput --search-metric request_latency --search-planner optuna --optuna-acquisition qnei|--optuna-acquisition qnei: it is for one objective, and there are 2; use one of qehvi, qnehvi, qlognehvi",
                "--search-metric request_throughput --search-metric request_latency --search-planner optuna --optuna-acquisition qparego|'qparego': use one of qehvi, qnehvi, qlognehvi",
                "--search-metric request_throughput --search-planner optuna --optuna-acquisition qehvi|--optuna-acquisition qehvi: it is for several objectives, and there is one; give --search-metric for each, or use one of logei",
                "--search-metric request_throughput --search-metric request_latency --search-planner tpe --optuna-acquisition qehvi|means nothing without --search-planner bayesian",
                "--search-metric request_throughput --search-metric request_latency --optuna-terminator regret|--optuna-terminator regret and --search-metric 2 times: regret is of one objective",
                "--search-metric request_throughput --search-metric request_latency --search-planner tpe --search-min-gain 2|it expects no gain; give bayesian"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        CommandRun.assertSweepRefused(directory, "--search-space concurrency:1,9 " + flags, expected);
    }
}
