package io.streamgauge.search;

import static io.streamgauge.search.PeakServer.CONCURRENCY;
import static io.streamgauge.search.SearchRun.numbers;
import static io.streamgauge.search.SearchRun.tried;
import static io.streamgauge.search.SearchRun.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.search.PeakSearch.Effort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches servers that can be thought of for all that none beats. */
class FrontSearchTest {
    private static final int RUNS = 16;
    private static final int CASES = 50;

    /** A server of many, and how much of its front others found. */
    private static final class Case {
        private final FrontServer server;
        private final double full;
        private final long seed;
        private final double[] reference;
        private final double volume;

        Case(FrontServer server, long seed) {
            this.server = server;
            this.seed = seed;
            this.full = PeakServer.full(seed);
            Front truth = server.truth(full);
            double[] worst = Front.least(truth.points());
            double[] best = Front.most(truth.points());
            // A tenth beyond its ends, so that these count.
            this.reference =
                    new double[] {worst[0] - 0.1 * (best[0] - worst[0]), worst[1] - 0.1 * (best[1] - worst[1])};
            this.volume = truth.volume(reference);
        }

        DoubleUnaryOperator noise() {
            return PeakServer.noise(seed);
        }

        Outcome outcome(double[] values, DoubleUnaryOperator noise) {
            double[] measured =
                    Arrays.stream(server.at(values, full)).map(noise).toArray();
            return new Outcome(Arrays.stream(measured).boxed().toList(), true, Double.NaN);
        }

        /** The share that values have, which are taken for the front; by what they truly give. */
        double share(List<List<BigDecimal>> front) {
            return Front.of(front.stream()
                                    .map(values -> server.at(numbers(values), full))
                                    .toList())
                            .volume(reference)
                    / volume;
        }

        double searched(PeakSearch search) {
            DoubleUnaryOperator noise = noise();
            assertThat(tried(search, values -> outcome(values, noise))).hasSizeLessThanOrEqualTo(RUNS);
            return share(search.front());
        }

        double shareOf(List<List<BigDecimal>> all) {
            DoubleUnaryOperator noise = noise();
            List<Try> tries = all.stream()
                    .map(values -> new Try(values, new double[0], outcome(numbers(values), noise)))
                    .toList();
            return share(PeakSearch.front(tries).map(Try::values).toList());
        }

        List<List<BigDecimal>> grid() {
            return server.space().size() == 1
                    ? SweepValues.byRatio(1, PeakServer.MOST, RUNS).stream()
                            .map(List::of)
                            .toList()
                    : SweepValues.byRatio(1, PeakServer.MOST, 4).stream()
                            .flatMap(one ->
                                    SweepValues.byRatio(16, 8192, 4).stream().map(other -> List.of(one, other)))
                            .toList();
        }

        List<List<BigDecimal>> random() {
            SplittableRandom random = new SplittableRandom(seed + 1000);
            Space space = new Space(server.space());
            return Stream.generate(
                            () -> space.values(random.doubles(space.size()).toArray()))
                    .limit(RUNS)
                    .toList();
        }
    }

    /**
     * Percent of the front's hypervolume, over all cases: at least so much by gain, so much more than by a grid, and at least so much by
     * density.
     */
    @ParameterizedTest
    @CsvSource({"RETROGRADE, 97, 2.5, 93", "SATURATING, 96.5, 0.8, 93", "THRASHING, 93, 9, 85", "OF_TWO, 87, 25, 76"})
    void findsMoreOfTheFrontThanAGridOfAsManyRuns(
            FrontServer server, double least, double gain, double leastByDensity) {
        double byGain = 0;
        double worst = 100;
        double byDensity = 0;
        double grid = 0;
        double random = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case one = new Case(server, seed);
            double share = 100 * one.searched(PeakSearch.byGain(server.space(), new Effort(RUNS, 5, 0.001, seed)));
            byGain += share / CASES;
            worst = Math.min(worst, share);
            byDensity += 100 * one.searched(PeakSearch.byDensity(server.space(), new Effort(RUNS, 5, 0, seed))) / CASES;
            grid += 100 * one.shareOf(one.grid()) / CASES;
            random += 100 * one.shareOf(one.random()) / CASES;
        }
        String beside = "%s: by gain %.1f, at worst %.1f, by density %.1f, grid %.1f, random %.1f"
                .formatted(server, byGain, worst, byDensity, grid, random);
        assertThat(byGain).as(beside).isGreaterThanOrEqualTo(least).isGreaterThan(grid + gain);
        assertThat(byDensity).as(beside).isGreaterThanOrEqualTo(leastByDensity).isGreaterThan(random + 1);
        assertThat(worst).as(beside).isGreaterThan(server == FrontServer.OF_TWO ? 65 : 80);
    }

    private static PeakSearch begun(boolean byGain, List<Dimension> space, Effort effort) {
        return byGain ? PeakSearch.byGain(space, effort) : PeakSearch.byDensity(space, effort);
    }

    private static Outcome outcome(double... numbers) {
        return new Outcome(Arrays.stream(numbers).boxed().toList(), true, Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFrontIsOfWhatWasTriedAndNothingBeatsIt(boolean byGain) {
        PeakSearch search = begun(byGain, List.of(CONCURRENCY), new Effort(14, 5, 0, 3));
        List<List<BigDecimal>> tried = tried(search, load -> outcome(FrontServer.RETROGRADE.at(load, 80)));
        // Without errors, all up to the peak, and nothing beyond.
        assertThat(search.front())
                .containsExactlyElementsOf(tried.stream()
                        .filter(values -> values.getFirst().intValueExact() <= 81)
                        .toList())
                .hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameOutcomesLeadTheSameWay(boolean byGain) {
        List<List<List<BigDecimal>>> ways = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            PeakSearch search = begun(byGain, List.of(CONCURRENCY), new Effort(12, 4, 0, seed));
            ways.add(tried(search, load -> outcome(FrontServer.RETROGRADE.at(load, 80))));
        }
        assertThat(ways.get(1)).isEqualTo(ways.get(0));
        assertThat(ways.get(2)).isNotEqualTo(ways.get(0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatBreaksABoundIsOnNoFrontAndAvoided(boolean byGain) {
        PeakSearch search = begun(byGain, List.of(CONCURRENCY), new Effort(18, 5, 0, 1));
        List<List<BigDecimal>> tried = tried(search, load -> {
            double[] numbers = FrontServer.SATURATING.at(load, 100);
            return new Outcome(List.of(numbers[0], numbers[1]), load[0] <= 60, load[0] / 60 - 1);
        });
        assertThat(search.front())
                .extracting(values -> values.getFirst().intValueExact())
                .allMatch(load -> load <= 60)
                .anyMatch(load -> load >= 40)
                .hasSizeGreaterThan(8);
        assertThat(tried.subList(5, 18))
                .filteredOn(values -> values.getFirst().intValueExact() > 60)
                .hasSizeLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereNothingKeepsTheBoundsThereIsNoFront(boolean byGain) {
        PeakSearch search = begun(byGain, List.of(CONCURRENCY), new Effort(9, 4, 0, 1));
        assertThat(tried(search, load -> new Outcome(List.of(load[0], -load[0]), false, 3)))
                .hasSize(9);
        assertThat(search.front()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void triesEachOfFewValuesOnceAndEnds(boolean byGain) {
        PeakSearch search = begun(byGain, List.of(whole("3:9")), new Effort(50, 2, 0, 0));
        assertThat(tried(search, load -> outcome(load[0], -load[0])))
                .extracting(values -> values.getFirst().intValueExact())
                .containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(search.front()).hasSize(7);
    }

    @Test
    void endsWhereTheFrontNoLongerGrows() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(60, 5, 0.01, 0));
        assertThat(tried(search, load -> outcome(FrontServer.RETROGRADE.at(load, 80))))
                .hasSizeLessThan(25);
    }

    /** One is best where the others are worst: all of the range is on the front. */
    @Test
    void threeNumbersHaveAFrontToo() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY, PeakServer.LENGTH), new Effort(25, 6, 0, 2));
        tried(search, at -> {
            double load = Math.log(at[0]) / Math.log(1000);
            double length = Math.log(at[1] / 16) / Math.log(512);
            return outcome(load, 1 - load - 2 * Math.abs(length - 0.5), -Math.abs(length - 0.3));
        });
        // Lengths between the two that are the best of one number each are worth it, and no others.
        assertThat(search.front())
                .hasSizeGreaterThan(10)
                .filteredOn(values -> {
                    double length = Math.log(values.get(1).doubleValue() / 16) / Math.log(512);
                    return length < 0.25 || length > 0.55;
                })
                .hasSizeLessThan(4);
    }
}
