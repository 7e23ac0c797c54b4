package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One search for several tiers of bounds, against the built-in server. */
class SearchTiersTest {
    @TempDir
    private Path directory;

    /** Two answers at a time, each of which takes 60 ms: with N in flight they take N times 30 ms. */
    private CommandRun run(String flags) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("60ms"))
                .itl(LatencyModel.parse("0ms"))
                .maxConcurrent(2)
                .build())) {
            List<String> args = new ArrayList<>(List.of(flags.split(" ")));
            args.addAll(List.of("--osl", "1", "--request-count", "32"));
            return CommandRun.profile("127.0.0.1:" + server.port(), directory, args.toArray(String[]::new));
        }
    }

    private JsonNode results() {
        return CommandRun.points(directory);
    }

    /** AIPerf asks for a metric and a direction too; the bounds are its own, and ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--search-space concurrency:1,16:int --search-metric request_throughput --search-direction maximize --search-max-iterations 20",
                "--search --sweep-range 1:16 --search-planner smooth_isotonic --search-tolerance 0"
            })
    void findsTheHighestLoadOfEachTier(String search) {
        CommandRun run = run(search
                + " --search-sla-tier premium:time_to_first_token:avg:lt:160,request_latency:p50:lt:5000"
                + " --search-sla-tier standard:time_to_first_token.avg<330"
                + " --search-sla-tier time_to_first_token:p50:lt:5000 --slo request_latency.p99<9000");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("Tier premium: highest concurrency that holds request_latency\\.p99<9000\\.0,"
                        + " time_to_first_token\\.avg<160\\.0, request_latency\\.p50<5000\\.0: \\d+ \\(\\d+ does not")
                .containsPattern("Tier standard: highest concurrency that holds request_latency\\.p99<9000\\.0,"
                        + " time_to_first_token\\.avg<330\\.0: \\d+ \\(\\d+ does not")
                .contains("Tier tier_3: ", ": 16 (nothing higher was tried)", "Tiers that hold", "standard, tier_3");
        assertThat(run.err()).containsPattern("concurrency1: .*, holds premium, standard, tier_3");
        JsonNode searches = results().get("searches");
        assertThat(searches.valueStream().map(each -> each.get("tier").asString()))
                .containsExactly("premium", "standard", "tier_3");
        assertThat(CommandRun.texts(searches.get(1).get("bounds")))
                .containsExactly("request_latency.p99<9000.0", "time_to_first_token.avg<330.0");
        assertThat(results().get("best").isNull()).isTrue();
        Map<String, List<String>> kept = new HashMap<>();
        results()
                .get("points")
                .forEach(point -> kept.put(point.get("name").asString(), CommandRun.texts(point.get("tiers"))));
        for (JsonNode each : searches) {
            assertThat(CommandRun.texts(each.get("tried")))
                    .doesNotHaveDuplicates()
                    .hasSize(kept.size());
            assertThat(kept.get(each.get("best").asString()))
                    .contains(each.get("tier").asString());
        }
        // What keeps the first tier keeps the second, and all keep the third.
        List<Integer> found = searches.valueStream()
                .map(each -> each.at("/values/concurrency").asInt())
                .toList();
        assertThat(found).isSorted().endsWith(16);
        assertThat(found.get(1)).isLessThan(16);
        // Three searches, one after the other, would take more.
        assertThat(kept).hasSizeLessThanOrEqualTo(13);
        assertThat(kept.get("concurrency16")).containsExactly("tier_3");
    }

    @Test
    void aTierThatNothingKeepsIsSaidAndTheCommandFails() {
        CommandRun run = run("--search-recipe max-concurrency-under-sla --concurrency-max 2"
                + " --search-sla-tier never:time_to_first_token.p50<1 --search-sla-tier time_to_first_token.p50<5000");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("Tier never: no concurrency of the range holds time_to_first_token.p50<1.0")
                .contains("Tier tier_2: highest concurrency that holds time_to_first_token.p50<5000.0: 2");
        assertThat(results().at("/searches/0/values").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--search --search-sla-tier a:request_latency.p99<9|give from 2 to 10 tiers",
                "--search --search-sla-tier a:request_latency.p99<9 --search-sla-tier a:request_latency.p99<8|two tiers are named a",
                "--search --search-sla-tier :request_latency.p99<9 --search-sla-tier request_latency.p99<8|is not NAME:BOUND",
                "--search --search-sla-tier a: --search-sla-tier request_latency.p99<8|'' is not METRIC.STATISTIC<BOUND",
                "--search --search-sla-tier a:speed:p50:lt:3 --search-sla-tier request_latency.p99<8|'speed' names no metric",
                "--search --search-planner bayesian --search-sla-tier request_latency.p99<9 --search-sla-tier request_latency.p99<8|leave the planner out, or give smooth_isotonic",
                "--concurrency 1,2 --search-sla-tier request_latency.p99<9 --search-sla-tier request_latency.p99<8|--search-sla-tier means nothing without --search or --search-space"
            })
    void whatMakesNoSenseIsToldBeforeAnythingIsSent(String flags, String expected) {
        CommandRun.assertSweepRefused(directory, flags, expected);
    }
}
