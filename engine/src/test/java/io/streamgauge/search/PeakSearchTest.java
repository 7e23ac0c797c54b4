package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.search.PeakSearch.Effort;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches servers that can be thought of. */
class PeakSearchTest {
    private static final int MOST = 1000;
    private static final double NOISE = 0.02;
    private static final int RUNS = 12;

    /** What a server gives by its load; {@code full} is the load at which something ends. */
    enum Server {
        /** Universal scalability: contention, and then the cost of agreeing. */
        RETROGRADE {
            @Override
            double at(double load, double full) {
                return 100 * load / (1 + 0.02 * (load - 1) + load * (load - 1) / (full * full));
            }
        },
        /** Even, until requests push each other out of memory. */
        THRASHING {
            @Override
            double at(double load, double full) {
                return load <= full ? 10 * load : 10 * full / (1 + 0.7 * (load - full) / full);
            }
        },
        /** Good requests only, of which there are soon none. */
        GOODPUT {
            @Override
            double at(double load, double full) {
                return load <= full ? 10 * load : 10 * load * Math.exp(-8 * (load / full - 1));
            }
        },
        /** A lower peak beside the higher one. */
        TWO_PEAKS {
            @Override
            double at(double load, double full) {
                return 700 * Math.exp(-Math.pow(Math.log(6 * load / full) / 0.5, 2))
                        + 1000 * Math.exp(-Math.pow(Math.log(load / full) / 0.3, 2));
            }
        };

        abstract double at(double load, double full);

        double most(double full) {
            double most = 0;
            for (int load = 1; load <= MOST; load++) {
                most = Math.max(most, at(load, full));
            }
            return most;
        }
    }

    private static final Dimension CONCURRENCY = whole("1:" + MOST);

    private static Dimension whole(String range) {
        return new Dimension(Range.parse(range), BigDecimal.ONE);
    }

    /** Runs a search to its end; what it tried. */
    private static List<List<BigDecimal>> tried(Search search, Function<double[], Outcome> server) {
        List<List<BigDecimal>> tried = new ArrayList<>();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            tried.add(next.get());
            search.told(
                    next.get(),
                    server.apply(next.get().stream()
                            .mapToDouble(BigDecimal::doubleValue)
                            .toArray()));
        }
        return tried;
    }

    private static Outcome of(double number) {
        return new Outcome(number, true, Double.NaN);
    }

    private static double found(Search search) {
        return search.best().orElseThrow().getFirst().doubleValue();
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void findsThePeakInMoreCasesThanAGridOfAsManyRuns(Server server) {
        int searched = 0;
        int grid = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            double enough = 0.95 * server.most(full);
            Random noise = new Random(seed);
            UnaryOperator<Double> errs = number -> number * (1 + NOISE * noise.nextGaussian());
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(RUNS, 5, 0.001, seed));
            List<List<BigDecimal>> tried = tried(search, load -> of(errs.apply(server.at(load[0], full))));
            assertThat(tried).as("seed %s", seed).hasSizeLessThanOrEqualTo(RUNS).doesNotHaveDuplicates();
            if (server.at(found(search), full) >= enough) {
                searched++;
            }
            double best = 0;
            double most = 0;
            for (BigDecimal load : SweepValues.byRatio(1, MOST, RUNS)) {
                double number = errs.apply(server.at(load.doubleValue(), full));
                best = number > most ? load.doubleValue() : best;
                most = Math.max(most, number);
            }
            if (server.at(best, full) >= enough) {
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
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(20, 5, 0.001, seed));
            tried(search, load -> of(300 + 700 * Math.exp(-Math.pow(Math.log(load[0] / full) / 0.15, 2))));
            if (found(search) > 0.8 * full && found(search) < 1.25 * full) {
                found++;
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(45);
    }

    @Test
    void endsWhereNothingMoreIsToBeGained() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(100, 5, 0.001, 0));
        List<List<BigDecimal>> tried = tried(search, load -> of(1000 * load[0] / (load[0] + 30)));
        assertThat(tried).hasSizeLessThan(20);
        assertThat(found(search)).isEqualTo(MOST);
    }

    @Test
    void theSameOutcomesLeadTheSameWayAndSeedsDifferOnlyInHowTheyBegin() {
        List<List<List<BigDecimal>>> ways = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(15, 5, 0, seed));
            ways.add(tried(search, load -> of(Server.RETROGRADE.at(load[0], 80))));
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
        assertThat(tried(search, load -> of(load[0] % 2)))
                .extracting(List::getFirst)
                .extracting(BigDecimal::intValueExact)
                .containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(tried(PeakSearch.byGain(List.of(whole("4:4")), new Effort(5, 3, 0, 0)), load -> of(1)))
                .containsExactly(List.of(BigDecimal.valueOf(4)));
    }

    @Test
    void triesPartsWhereTheUnitIsOne() {
        Dimension rate = new Dimension(Range.parse("0.5:64"), new BigDecimal("0.01"));
        PeakSearch search = PeakSearch.byGain(List.of(rate), new Effort(25, 5, 0, 0));
        List<List<BigDecimal>> tried = tried(search, load -> of(-Math.pow(Math.log(load[0] / 10.23), 2)));
        assertThat(found(search)).isBetween(10.0, 10.5);
        tried.forEach(values -> assertThat(values.getFirst().scale()).isBetween(0, 2));
    }

    /** More load, more throughput and more waiting: the bound is where the most lies. */
    @Test
    void findsTheMostOfWhatKeepsABound() {
        int near = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(15, 5, 0.001, seed));
            Random noise = new Random(seed);
            tried(search, load -> {
                double excess = load[0] / full * (1 + NOISE * noise.nextGaussian()) - 1;
                return new Outcome(load[0] / (load[0] + 200), excess <= 0, excess);
            });
            if (search.best().isPresent() && found(search) >= 0.85 * full) {
                assertThat(found(search)).isLessThan(1.1 * full);
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
        assertThat(found(search)).isBetween(20.0, 24.0);
    }

    @Test
    void whatFailsIsAvoided() {
        PeakSearch search = PeakSearch.byGain(List.of(CONCURRENCY), new Effort(20, 5, 0, 1));
        List<List<BigDecimal>> tried =
                tried(search, load -> load[0] > 100 ? new Outcome(Double.NaN, false, Double.NaN) : of(load[0]));
        assertThat(found(search)).isBetween(80.0, 100.0);
        assertThat(tried.subList(5, 20))
                .filteredOn(values -> values.getFirst().intValueExact() > 200)
                .hasSizeLessThan(5);
    }

    @Test
    void findsAPeakOfTwoThingsInMoreCasesThanAGrid() {
        int searched = 0;
        int grid = 0;
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double first = Math.exp(random.nextDouble(Math.log(4), Math.log(600)));
            double second = Math.exp(random.nextDouble(Math.log(32), Math.log(4000)));
            Function<double[], Double> server = at ->
                    Math.exp(-Math.pow(Math.log(at[0] / first) / 1.5, 2) - Math.pow(Math.log(at[1] / second) / 1.2, 2));
            Random noise = new Random(seed);
            PeakSearch search =
                    PeakSearch.byGain(List.of(CONCURRENCY, whole("16:8192")), new Effort(25, 6, 0.001, seed));
            List<List<BigDecimal>> tried =
                    tried(search, at -> of(server.apply(at) * (1 + NOISE * noise.nextGaussian())));
            assertThat(new HashSet<>(tried)).hasSameSizeAs(tried);
            double[] found = search.best().orElseThrow().stream()
                    .mapToDouble(BigDecimal::doubleValue)
                    .toArray();
            if (server.apply(found) >= 0.95) {
                searched++;
            }
            double most = 0;
            for (BigDecimal one : SweepValues.byRatio(1, MOST, 5)) {
                for (BigDecimal other : SweepValues.byRatio(16, 8192, 5)) {
                    most = Math.max(most, server.apply(new double[] {one.doubleValue(), other.doubleValue()}));
                }
            }
            if (most >= 0.95) {
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
