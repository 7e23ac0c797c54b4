package io.streamgauge.search;

import static io.streamgauge.search.PeakServer.CONCURRENCY;
import static io.streamgauge.search.PeakServer.LENGTH;
import static io.streamgauge.search.PeakServer.MOST;
import static io.streamgauge.search.PeakServer.NEAR;
import static io.streamgauge.search.PeakServer.bounded;
import static io.streamgauge.search.SearchRun.best;
import static io.streamgauge.search.SearchRun.numbers;
import static io.streamgauge.search.SearchRun.outcome;
import static io.streamgauge.search.SearchRun.tried;
import static io.streamgauge.search.SearchRun.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.search.PeakSearch.Effort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches servers that can be thought of. */
class PeakSearchTest {
    private static final int RUNS = 12;

    @ParameterizedTest
    @EnumSource(PeakServer.class)
    void findsThePeakInMoreCasesThanAGridOfAsManyRuns(PeakServer server) {
        int searched = 0;
        int grid = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = PeakServer.full(seed);
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(RUNS, 5, 0.001, seed));
            List<List<BigDecimal>> tried =
                    tried(search, load -> outcome(noise.applyAsDouble(server.at(load[0], full))));
            assertThat(tried).as("seed %s", seed).hasSizeLessThanOrEqualTo(RUNS);
            if (server.isNearPeak(best(search), full)) {
                searched++;
            }
            double inGrid = 0;
            double most = 0;
            for (BigDecimal load : SweepValues.byRatio(1, MOST, RUNS)) {
                double number = noise.applyAsDouble(server.at(load.doubleValue(), full));
                inGrid = number > most ? load.doubleValue() : inGrid;
                most = Math.max(most, number);
            }
            if (server.isNearPeak(inGrid, full)) {
                grid++;
            }
        }
        assertThat(searched).as("of 100, where a grid finds %s", grid).isGreaterThan(grid);
        int least = switch (server) {
            case RETROGRADE, THRASHING -> 95;
            case GOODPUT -> 25;
            case TWO_PEAKS -> 50;
        };
        assertThat(searched).isGreaterThanOrEqualTo(least);
    }

    /** A peak that the first tries all miss; what they say is the same everywhere. */
    @Test
    void looksIntoGapsBeforeItBelievesThatNothingIsToBeGained() {
        int found = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = PeakServer.full(seed);
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(20, 5, 0.001, seed));
            tried(search, load -> outcome(300 + 700 * Math.exp(-Math.pow(Math.log(load[0] / full) / 0.15, 2))));
            if (best(search) > 0.8 * full && best(search) < 1.25 * full) {
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(45);
    }

    @Test
    void endsWhereNothingMoreIsToBeGained() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(100, 5, 0.001, 0));
        List<List<BigDecimal>> tried = tried(search, load -> outcome(1000 * load[0] / (load[0] + 30)));
        assertThat(tried).hasSizeLessThan(20);
        assertThat(best(search)).isEqualTo(MOST);
    }

    @Test
    void theSameOutcomesLeadTheSameWayAndSeedsDifferOnlyInHowTheyBegin() {
        List<List<List<BigDecimal>>> ways = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(15, 5, 0, seed));
            ways.add(tried(search, load -> outcome(PeakServer.RETROGRADE.at(load[0], 80))));
        }
        assertThat(ways.get(1)).isEqualTo(ways.get(0));
        assertThat(ways.get(2).subList(2, 5))
                .doesNotContainAnyElementsOf(ways.get(0).subList(2, 5));
        assertThat(ways.get(0).subList(0, 2))
                .containsExactly(List.of(BigDecimal.ONE), List.of(BigDecimal.valueOf(MOST)));
    }

    @Test
    void triesEachOfFewValuesOnceAndEnds() {
        PeakSearch search = PeakSearch.byGain(List.of(whole("3:9")), new Effort(50, 2, 0, 0));
        assertThat(tried(search, load -> outcome(load[0] % 2)))
                .extracting(List::getFirst)
                .extracting(BigDecimal::intValueExact)
                .containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(tried(PeakSearch.byGain(List.of(whole("4:4")), new Effort(5, 3, 0, 0)), load -> outcome(1)))
                .containsExactly(List.of(BigDecimal.valueOf(4)));
    }

    @Test
    void triesPartsWhereTheUnitIsOne() {
        Dimension rate = new Dimension(Range.parse("0.5:64"), new BigDecimal("0.01"));
        PeakSearch search = PeakSearch.byGain(List.of(rate), new Effort(25, 5, 0, 0));
        List<List<BigDecimal>> tried = tried(search, load -> outcome(-Math.pow(Math.log(load[0] / 10.23), 2)));
        assertThat(best(search)).isBetween(10.0, 10.5);
        tried.forEach(values -> assertThat(values.getFirst().scale()).isBetween(0, 2));
    }

    @Test
    void findsTheMostOfWhatKeepsABound() {
        int near = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = PeakServer.full(seed);
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(15, 5, 0.001, seed));
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            tried(search, load -> bounded(load[0], noise.applyAsDouble(load[0] / full) - 1));
            if (search.best().isPresent() && best(search) >= 0.85 * full) {
                assertThat(best(search)).isLessThan(1.1 * full);
                near++;
            }
        }
        assertThat(near).isGreaterThanOrEqualTo(90);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatKeepsNoBoundIsNothing(boolean measured) {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(9, 4, 0.001, 0));
        Outcome outcome = new Outcome(measured ? 5 : Double.NaN, false, measured ? 3 : Double.NaN);
        assertThat(tried(search, load -> outcome)).hasSize(9);
        assertThat(search.best()).isEmpty();
    }

    @Test
    void goesWhereABoundIsMoreLikelyKeptUntilOneIs() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(14, 3, 0, 0));
        // Only 20 to 24 in flight keep it; nothing but how far off others are says so.
        tried(search, load -> {
            double excess = Math.abs(Math.log(load[0] / 22)) / 0.1 - 1;
            return new Outcome(1, excess <= 0, excess);
        });
        assertThat(best(search)).isBetween(20.0, 24.0);
    }

    @Test
    void whatFailsIsAvoided() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(20, 5, 0, 1));
        List<List<BigDecimal>> tried =
                tried(search, load -> load[0] > 100 ? new Outcome(Double.NaN, false, Double.NaN) : outcome(load[0]));
        assertThat(best(search)).isBetween(80.0, 100.0);
        assertThat(tried.subList(5, 20))
                .filteredOn(values -> values.getFirst().intValueExact() > 200)
                .hasSizeLessThan(5);
    }

    @Test
    void findsAPeakOfTwoThingsInMoreCasesThanAGrid() {
        int searched = 0;
        int grid = 0;
        for (int seed = 0; seed < 50; seed++) {
            ToDoubleFunction<double[]> server = PeakServer.ofTwo(seed);
            DoubleUnaryOperator noise = PeakServer.noise(seed);
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY, LENGTH), new Effort(25, 6, 0.001, seed));
            tried(search, at -> outcome(noise.applyAsDouble(server.applyAsDouble(at))));
            if (server.applyAsDouble(numbers(search.best().orElseThrow())) >= NEAR) {
                searched++;
            }
            double most = 0;
            for (BigDecimal one : SweepValues.byRatio(1, MOST, 5)) {
                for (BigDecimal other : SweepValues.byRatio(16, 8192, 5)) {
                    most = Math.max(most, server.applyAsDouble(new double[] {one.doubleValue(), other.doubleValue()}));
                }
            }
            if (most >= NEAR) {
                grid++;
            }
        }
        assertThat(searched)
                .as("of 50, where a grid finds %s", grid)
                .isGreaterThan(grid)
                .isGreaterThanOrEqualTo(45);
    }

    @Test
    void placesFillACubeEvenly() {
        for (int dimensions = 1; dimensions <= 3; dimensions++) {
            SpreadPlaces places = new SpreadPlaces(dimensions, 7);
            int[] octants = new int[1 << dimensions];
            for (int i = 0; i < 512; i++) {
                double[] place = places.at(i);
                int octant = 0;
                for (int d = 0; d < dimensions; d++) {
                    assertThat(place[d]).isBetween(0.0, Math.nextDown(1.0));
                    octant |= place[d] < 0.5 ? 0 : 1 << d;
                }
                octants[octant]++;
            }
            for (int count : octants) {
                assertThat((double) count).isBetween(0.85 * 512 / octants.length, 1.15 * 512 / octants.length);
            }
        }
    }
}
