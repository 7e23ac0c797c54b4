package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.FaultRule;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches by AIPerf's options for them, against the built-in server. */
class SearchPlannerTest {
    @TempDir
    private Path directory;

    private static MockOptions.Builder server(String ttft) {
        return MockOptions.builder().ttft(LatencyModel.parse(ttft)).itl(LatencyModel.parse("0ms"));
    }

    private CommandRun run(MockServer server, String flags) {
        return CommandRun.profile("127.0.0.1:" + server.port(), directory, flags.split(" "));
    }

    private CommandRun done(MockOptions.Builder options, String flags) {
        try (MockServer server = MockServer.start(options.build())) {
            return run(server, flags).assertDone();
        }
    }

    private JsonNode results() {
        return CommandRun.points(directory);
    }

    /**
     * Searches a server that gives four answers at a time: beyond four in flight nothing is gained, below they are
     * missed. Once more, it says the same without running anything.
     */
    private CommandRun findsTheMostThroughputTwice(String flags) {
        try (MockServer server =
                MockServer.start(server("40ms").maxConcurrent(4).build())) {
            CommandRun run = run(server, flags).assertDone();
            JsonNode first = results();
            assertThat(first.at("/searches/0/values/concurrency").asInt()).isBetween(4, 16);
            assertThat(CommandRun.texts(first.at("/searches/0/tried")))
                    .doesNotHaveDuplicates()
                    .startsWith("concurrency1", "concurrency16");
            int sent = server.truth().finished().size();
            assertThat(run(server, flags).out()).isEqualTo(run.out());
            assertThat(server.truth().finished()).hasSize(sent);
            assertThat(results()).isEqualTo(first);
            return run;
        }
    }

    @Test
    void findsTheConcurrencyWithTheMostThroughputAndFindsItAgainWithoutRunning() {
        CommandRun run = findsTheMostThroughputTwice(
                "--search-space phases.profiling.concurrency:1,16:int --search-metric output_token_throughput"
                        + " --search-direction maximize --search-max-iterations 7 --search-initial-points 4"
                        + " --search-random-seed 42 --request-count 32 --osl 4");
        assertThat(run.out())
                .containsPattern(
                        "Most output_token_throughput.avg: [0-9.]+ at concurrency [0-9]+ \\(of [4-7] tried\\)");
        JsonNode search = results().at("/searches/0");
        assertThat(results().get("best").asInt())
                .isEqualTo(search.at("/values/concurrency").asInt());
        assertThat(search.get("goal").asString()).isEqualTo("output_token_throughput.avg");
        // The table goes along the load, in whatever order it was tried.
        assertThat(results()
                        .get("points")
                        .valueStream()
                        .map(point -> point.get("value").asInt()))
                .isSorted()
                .hasSize(search.get("tried").size());
    }

    @Test
    void findsItByAParzenEstimatorAsOptunaHasIt() {
        CommandRun run = findsTheMostThroughputTwice(
                "--search-space concurrency:1,16:int --search-metric output_token_throughput"
                        + " --search-direction maximize --search-max-iterations 8 --search-initial-points 4"
                        + " --search-planner optuna --optuna-sampler tpe --optuna-terminator none --bo-constraint-mode eic"
                        + " --request-count 32 --osl 4");
        assertThat(run.out())
                .containsPattern("Most output_token_throughput.avg: [0-9.]+ at concurrency [0-9]+ \\(of 8 tried\\)");
        assertThat(results().at("/searches/0/planner").asString()).isEqualTo("tpe");
    }

    @Test
    void latenciesAreToBeLow() {
        CommandRun run = done(
                server("30ms").maxConcurrent(1),
                "--search-space concurrency:1,8 --search-metric time_to_first_token --search-stat p50"
                        + " --search-max-iterations 5 --request-count 12 --osl 2");
        assertThat(run.out()).contains("Least time_to_first_token.p50: ", " at concurrency 1 (of ");
        assertThat(results().at("/searches/0/direction").asString()).isEqualTo("minimize");
    }

    @Test
    void searchesSeveralRangesAtOnceForEachCombinationOfLists() {
        CommandRun run = done(
                server("1ms"),
                "--search-space concurrency:1,4 --search-space osl:2,9:int --isl 5,9 --search-max-iterations 4"
                        + " --search-initial-points 3 --request-count 4");
        assertThat(run.out())
                .containsPattern("Most output_token_throughput.avg, with input_sequence_length 5: [0-9.]+ at"
                        + " concurrency [1-4], output_sequence_length [2-9] \\(of 4 tried\\)")
                .contains("Most output_token_throughput.avg, with input_sequence_length 9: ");
        assertThat(results().get("searches")).hasSize(2);
        assertThat(results().get("best").isNull()).isTrue();
        for (JsonNode search : results().get("searches")) {
            assertThat(CommandRun.texts(search.get("searched")))
                    .containsExactly("concurrency", "output_sequence_length");
            assertThat(CommandRun.texts(search.get("tried")))
                    .doesNotHaveDuplicates()
                    .hasSize(4)
                    .contains(search.get("best").asString());
        }
    }

    /** The longer the input, the longer each of two answers at a time takes, and the sooner a third one waits too long. */
    @Test
    void findsTheHighestLoadForEachLengthOfTheInput() {
        CommandRun run = done(
                server("5ms").ttftPerInputTokenNanos(1_000_000).maxConcurrent(2),
                "--search --slo time_to_first_token.p99<350 --concurrency 1:8 --isl 10,200 --osl 2"
                        + " --request-count 12 --search-tolerance 0");
        assertThat(run.out())
                .contains(
                        "Highest concurrency that holds time_to_first_token.p99<350.0, with input_sequence_length 10: 8 (nothing higher was tried)")
                .contains("with input_sequence_length 200: 2 (3 does not)");
        assertThat(results().at("/searches/1/values/concurrency").asInt()).isEqualTo(2);
        assertThat(results().at("/searches/1/values/input_sequence_length").asInt())
                .isEqualTo(200);
        assertThat(CommandRun.texts(results().at("/searches/1/tried")).getFirst())
                .isEqualTo("concurrency1-input_sequence_length200");
    }

    /** One answer at a time, each of which takes 20 ms: so many in flight, so many times 20 ms. */
    @Test
    void findsTheHighestLoadByTheCurveThroughAllRuns() {
        String flags = "--search-space concurrency:1,64:int --search-planner smooth_isotonic"
                + " --search-metric request_throughput --search-stat avg --search-direction maximize"
                + " --search-max-iterations 20 --search-sla time_to_first_token:p50:lt:250 --osl 1 --request-count 48";
        CommandRun run = done(server("20ms").maxConcurrent(1), flags);
        assertThat(run.out())
                .containsPattern("Highest concurrency that holds time_to_first_token.p50<250.0: \\d+"
                        + " \\(\\d+ does not; by the curve through all \\d+, bounds are crossed at [0-9.]+\\);"
                        + " request_throughput.avg [0-9.]+");
        JsonNode search = results().at("/searches/0");
        assertThat(search.get("planner").asString()).isEqualTo("smooth_isotonic");
        assertThat(search.get("goal").isNull()).isTrue();
        assertThat(search.at("/values/concurrency").asInt()).isBetween(8, 12);
        assertThat(search.get("crossing").asDouble()).isBetween(8.0, 13.0);
        // Waits are far from the bound at first, and then in proportion to the load.
        assertThat(CommandRun.texts(search.get("tried")))
                .startsWith("concurrency1", "concurrency4")
                .hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void aSearchWithoutARangeGoesThroughTheUsualOne() {
        done(
                server("1ms"),
                "--search --slo time_to_first_token.p99<100000 --isl-osl-pairs 5/2,9/3 --request-count 2"
                        + " --search-max-iterations 2");
        assertThat(CommandRun.texts(results().at("/searches/1/tried")))
                .containsExactly(
                        "concurrency1-input_sequence_length9-output_sequence_length3",
                        "concurrency2-input_sequence_length9-output_sequence_length3");
    }

    /** Eight answers at a time: throughput rises up to there. */
    @Test
    void looksAroundTheKneeAfterTheValues() {
        String flags = "--concurrency 1,2,4,16,32 --refine-knee 2 --osl 2 --request-count 32";
        CommandRun run = done(server("100ms").maxConcurrent(8), flags);
        assertThat(run.out()).contains("Knee: ");
        List<Integer> loads = results()
                .get("points")
                .valueStream()
                .map(point -> point.get("value").asInt())
                .toList();
        assertThat(loads)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains(1, 2, 4, 16, 32)
                .hasSize(7);
        assertThat(loads.stream().filter(load -> load > 4 && load < 16)).isNotEmpty();
        assertThat(run.err().lines().filter(line -> line.contains(" tokens/s, ")))
                .hasSize(7)
                .element(4)
                .asString()
                .contains("concurrency32: ");
    }

    @Test
    void whatNeverSucceedsHasNoBest() {
        try (MockServer server = MockServer.start(
                server("1ms").faults(List.of(FaultRule.parse("http-500:100%"))).build())) {
            CommandRun run = run(server, "--search-space concurrency:1,4 --search-max-iterations 3 --request-count 3");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("No concurrency of the range gave any output_token_throughput.avg");
        }
        assertThat(results().at("/searches/0/values").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search-space concurrency:1|'concurrency:1' is not NAME:MIN,MAX",
                "--search-space moons:1,2|use one of concurrency, request_rate",
                "--search-space concurrency:1,9:real|takes whole values only; leave :real out",
                "--search-space concurrency:1,9:word|kinds are int and real",
                "--search-space concurrency:9,1|--search-space concurrency: '9:1' begins above its end",
                "--search-space concurrency:1,many|--search-space concurrency: 'many' in '1:many' is no number",
                "--search-space concurrency:1.5,9|--search-space 'concurrency:1.5,9': 1.5 is not whole",
                "--search-space osl:1,9 --search-space osl:1,9:int|--search-space 'osl:1,9:int': output_sequence_length has its values already",
                "--search-space concurrency:1,9 --concurrency 1,2|concurrency has its values already",
                "--search-space concurrency:1,9 --concurrency 3|--concurrency and --sweep-type",
                "--search-space concurrency:1,9 --search-metric speed|'speed' names no metric",
                "--search-space concurrency:1,9 --search-metric goodput|which requests are good? give --goodput",
                "--search-space concurrency:1,9 --search-stat p99|is one number for a run",
                "--search-space concurrency:1,9 --search-direction up|use maximize or minimize",
                "--search-space concurrency:1,9 --search-max-iterations 0|give at least 1",
                "--search-space concurrency:1,9 --search-max-iterations 999|give at most 200",
                "--search-space concurrency:1,9 --search-max-iterations 3 --search-initial-points 4|there are 3 points in all",
                "--search-space concurrency:1,9 --search-min-gain -1|give 0 or more",
                "--search-space concurrency:1,9 --search-planner magic|use one of monotonic, smooth_isotonic, bayesian, tpe, optuna",
                "--search-space concurrency:1,9 --isl 5,6,7 --max-sweep-runs 80|there could be 90 runs, of a search for each of 3 combinations",
                "--search-space concurrency:1,9 --isl 5,6 --sweep-type zip|leave zip out",
                "--search-space concurrency:1,9 --search-planner monotonic_sla --slo request_latency.p99<9 --search-initial-points 3|--search-initial-points means nothing without --search-planner bayesian or tpe",
                "--search-space concurrency:1,9 --search-planner smooth_isotonic --slo request_latency.p99<9 --search-direction minimize|--search-direction means nothing without --search-metric",
                "--search --concurrency 1:4 --prefill-concurrency 1:4 --search-planner smooth_isotonic --slo request_latency.p99<9|a search for a bound goes through one range",
                "--search --search-planner smooth_isotonic|what must hold? give --slo or --goodput",
                "--search --search-planner bayesian --concurrency 1,2|a search goes through a --sweep-range MIN:MAX",
                "--search --slo request_latency.p99<9 --concurrency 1:4 --prefill-concurrency 1:4|a search for a bound goes through one range",
                "--search --slo request_latency.p99<9 --osl 1:4|have a highest load to find",
                "--concurrency 1,2 --search-stat avg|--search-stat means nothing without --search or --search-space",
                "--concurrency 1,2 --refine-knee -1|--refine-knee -1: give 0 or more",
                "--concurrency 1,2 --isl 5,6 --refine-knee 2|a knee is looked for along concurrency",
                "--search-space concurrency:1,9 --refine-knee 2|a knee is looked for along concurrency",
                "--isl 5,6 --refine-knee 2|a knee is looked for along concurrency",
                "--concurrency 1,2 --refine-knee 2 --max-sweep-runs 3|--max-sweep-runs 3: there would be 4 runs",
                "--search-space concurrency:1,9 --optuna-sampler gp|--optuna-sampler means nothing without --search-planner optuna",
                "--search-space concurrency:1,9 --search-planner optuna --optuna-sampler cmaes|use gp (or botorch)",
                "--search-space concurrency:1,9 --search-planner optuna --optuna-acquisition qlognehvi|it is for several objectives",
                "--search-space concurrency:1,9 --search-planner optuna --optuna-acquisition ucb|use one of logei, qlogei, qnei, qlognei",
                "--search-space concurrency:1,9 --search-planner tpe --optuna-acquisition logei|means nothing without --search-planner bayesian",
                "--search-space concurrency:1,9 --optuna-terminator emmr|use regret, or none",
                "--search --slo request_latency.p99<9 --concurrency 1:4 --optuna-terminator regret|means nothing without --search-planner bayesian or optuna",
                "--search-space concurrency:1,9 --search-planner tpe --search-min-gain 2|it expects no gain",
                "--concurrency 1,2 --optuna-terminator none|means nothing without --search-planner bayesian or optuna"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        CommandRun.assertSweepRefused(directory, flags, expected);
    }
}
