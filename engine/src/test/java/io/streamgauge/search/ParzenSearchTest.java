package io.streamgauge.search;

import static io.streamgauge.search.PeakServer.CONCURRENCY;
import static io.streamgauge.search.PeakServer.LENGTH;
import static io.streamgauge.search.PeakServer.NEAR;
import static io.streamgauge.search.PeakServer.bounded;
import static io.streamgauge.search.SearchRun.best;
import static io.streamgauge.search.SearchRun.numbers;
import static io.streamgauge.search.SearchRun.outcome;
import static io.streamgauge.search.SearchRun.tried;
import static io.streamgauge.search.SearchRun.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.search.PeakSearch.Effort;
import io.streamgauge.search.PeakSearch.End;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches the servers of {@link PeakServer} by densities, beside Bayesian ones and places that are only spread. */
class ParzenSearchTest {
    private static final List<Dimension> LOADS = List.of(CONCURRENCY);

    /** How many of a hundred servers a search comes within a twentieth of the peak of. */
    private static int found(PeakServer server, Function<Long, Search> begin) {
        int found = 0;
        for (long seed = 0; seed < 100; seed++) {
            double full = PeakServer.full(seed);
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            Search search = begin.apply(seed);
            tried(search, load -> outcome(noise.applyAsDouble(server.at(load[0], full))));
            found += server.isNearPeak(best(search), full) ? 1 : 0;
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "RETROGRADE, 12, 95",
        "THRASHING,  12, 60",
        "THRASHING,  20, 85",
        "GOODPUT,    12, 35",
        "GOODPUT,    20, 75",
        "TWO_PEAKS,  20, 45",
        "TWO_PEAKS,  30, 60"
    })
    void comesWithinATwentiethOfThePeak(PeakServer server, int runs, int least) {
        int searched = found(server, seed -> PeakSearch.byDensity(LOADS, new Effort(runs, 5, 0, seed)));
        int spread = found(server, seed -> PeakSearch.byDensity(LOADS, new Effort(runs, runs, 0, seed)));
        int bayesian = found(server, seed -> PeakSearch.byGain(LOADS, new Effort(runs, 5, 0.001, seed)));
        String beside = "%s in %d runs: by density %d of 100, by gain %d, spread %d"
                .formatted(server, runs, searched, bayesian, spread);
        assertThat(searched).as(beside).isGreaterThanOrEqualTo(least).isGreaterThan(spread);
    }

    @Test
    void findsAPeakOfTwoThings() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            ToDoubleFunction<double[]> server = PeakServer.ofTwo(seed);
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            PeakSearch search = PeakSearch.byDensity(List.of(CONCURRENCY, LENGTH), new Effort(30, 6, 0, seed));
            tried(search, at -> outcome(noise.applyAsDouble(server.applyAsDouble(at))));
            found += server.applyAsDouble(numbers(search.best().orElseThrow())) >= NEAR ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(45);
    }

    @Test
    void findsTheMostOfWhatKeepsABound() {
        int near = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = PeakServer.full(seed);
            PeakSearch search = PeakSearch.byDensity(LOADS, new Effort(20, 5, 0, seed));
            tried(search, load -> bounded(load[0], load[0] / full - 1));
            double found = search.best()
                    .map(List::getFirst)
                    .map(BigDecimal::doubleValue)
                    .orElse(0.0);
            assertThat(found).as("seed %s", seed).isLessThanOrEqualTo(full);
            near += found >= 0.85 * full ? 1 : 0;
        }
        assertThat(near).isGreaterThanOrEqualTo(85);
    }

    @Test
    void whatFailsIsAvoided() {
        PeakSearch search = PeakSearch.byDensity(LOADS, new Effort(25, 5, 0, 1));
        List<List<BigDecimal>> tried =
                tried(search, load -> load[0] > 100 ? new Outcome(Double.NaN, false, Double.NaN) : outcome(load[0]));
        assertThat(best(search)).isBetween(80.0, 100.0);
        assertThat(tried.subList(5, 25))
                .filteredOn(values -> values.getFirst().intValueExact() > 200)
                .hasSizeLessThan(5);
    }

    @Test
    void theSameOutcomesLeadTheSameWayAndSeedsElsewhere() {
        List<List<List<BigDecimal>>> ways = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            PeakSearch search = PeakSearch.byDensity(LOADS, new Effort(15, 2, 0, seed));
            ways.add(tried(search, load -> outcome(PeakServer.RETROGRADE.at(load[0], 80))));
        }
        assertThat(ways.get(1)).isEqualTo(ways.get(0));
        assertThat(ways.get(2)).isNotEqualTo(ways.get(0));
    }

    @Test
    void triesEachOfFewValuesOnceAndEnds() {
        PeakSearch search = PeakSearch.byDensity(List.of(whole("3:9")), new Effort(50, 2, 0, 0));
        assertThat(tried(search, load -> outcome(load[0] % 2)))
                .extracting(List::getFirst)
                .extracting(BigDecimal::intValueExact)
                .containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(tried(PeakSearch.byDensity(List.of(whole("4:4")), new Effort(5, 3, 0, 0)), load -> outcome(1)))
                .containsExactly(List.of(BigDecimal.valueOf(4)));
    }

    /** Runs on average, and how much of the peak is missed. */
    private record Ended(double runs, double missed) {}

    private static Ended ended(Function<Effort, PeakSearch> begin, End end) {
        double runs = 0;
        double missed = 0;
        int cases = 25;
        for (int seed = 0; seed < cases; seed++) {
            double full = PeakServer.full(seed);
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            PeakSearch search = begin.apply(new Effort(40, 5, 0.001, seed, end));
            runs += tried(search, load -> outcome(noise.applyAsDouble(PeakServer.RETROGRADE.at(load[0], full))))
                    .size();
            missed += 1 - PeakServer.RETROGRADE.at(best(search), full) / PeakServer.RETROGRADE.most(full);
        }
        return new Ended(runs / cases, missed / cases);
    }

    @ParameterizedTest
    @CsvSource({"true, 0.8", "false, 0.9"})
    void endsSoonerByRegretAndMissesNoMore(boolean byGain, double share) {
        Function<Effort, PeakSearch> begin =
                effort -> byGain ? PeakSearch.byGain(LOADS, effort) : PeakSearch.byDensity(LOADS, effort);
        Ended without = ended(begin, End.NONE);
        Ended with = ended(begin, End.REGRET);
        assertThat(with.runs()).as("%s, without %s", with, without).isLessThan(share * without.runs());
        assertThat(with.missed()).as("%s, without %s", with, without).isLessThan(0.01);
    }

    @Test
    void regretEndsNothingWhereNoBoundIsKept() {
        PeakSearch search = PeakSearch.byGain(LOADS, new Effort(9, 4, 0.001, 0, End.REGRET));
        assertThat(tried(search, load -> new Outcome(5, false, 3))).hasSize(9);
    }
}
