package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.search.PeakSearch.Effort;
import io.streamgauge.search.PeakSearch.End;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches the servers of {@link PeakSearchTest} by densities, beside Bayesian ones and places that are only spread. */
class ParzenSearchTest {
    private static final double NOISE = 0.02;
    private static final List<Dimension> CONCURRENCY = List.of(whole("1:1000"));

    private static Dimension whole(String range) {
        return new Dimension(Range.parse(range), BigDecimal.ONE);
    }

    private static List<List<BigDecimal>> tried(Search search, Function<double[], Outcome> server) {
        List<List<BigDecimal>> tried = new ArrayList<>();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            assertThat(tried).doesNotContain(next.get());
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

    /** How many of a hundred servers a search comes within a twentieth of the peak of. */
    private static int found(PeakSearchTest.Server server, Function<Long, Search> begin) {
        int found = 0;
        for (long seed = 0; seed < 100; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            Random noise = new Random(seed);
            Search search = begin.apply(seed);
            tried(search, load -> of(server.at(load[0], full) * (1 + NOISE * noise.nextGaussian())));
            double load = search.best().orElseThrow().getFirst().doubleValue();
            found += server.at(load, full) >= 0.95 * server.most(full) ? 1 : 0;
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
    void comesWithinATwentiethOfThePeak(PeakSearchTest.Server server, int runs, int least) {
        int searched = found(server, seed -> PeakSearch.byDensity(CONCURRENCY, new Effort(runs, 5, 0, seed)));
        int spread = found(server, seed -> PeakSearch.byDensity(CONCURRENCY, new Effort(runs, runs, 0, seed)));
        int bayesian = found(server, seed -> PeakSearch.byGain(CONCURRENCY, new Effort(runs, 5, 0.001, seed)));
        String beside = "%s in %d runs: by density %d of 100, by gain %d, spread %d"
                .formatted(server, runs, searched, bayesian, spread);
        assertThat(searched).as(beside).isGreaterThanOrEqualTo(least).isGreaterThan(spread);
    }

    @Test
    void findsAPeakOfTwoThings() {
        int found = 0;
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double first = Math.exp(random.nextDouble(Math.log(4), Math.log(600)));
            double second = Math.exp(random.nextDouble(Math.log(32), Math.log(4000)));
            Function<double[], Double> server = at ->
                    Math.exp(-Math.pow(Math.log(at[0] / first) / 1.5, 2) - Math.pow(Math.log(at[1] / second) / 1.2, 2));
            Random noise = new Random(seed);
            PeakSearch search =
                    PeakSearch.byDensity(List.of(whole("1:1000"), whole("16:8192")), new Effort(30, 6, 0, seed));
            tried(search, at -> of(server.apply(at) * (1 + NOISE * noise.nextGaussian())));
            double[] best = search.best().orElseThrow().stream()
                    .mapToDouble(BigDecimal::doubleValue)
                    .toArray();
            found += server.apply(best) >= 0.95 ? 1 : 0;
        }
        assertThat(found).isGreaterThanOrEqualTo(45);
    }

    /** More load, more throughput and more waiting: the bound is where the most lies. */
    @Test
    void findsTheMostOfWhatKeepsABound() {
        int near = 0;
        for (int seed = 0; seed < 100; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            PeakSearch search = PeakSearch.byDensity(CONCURRENCY, new Effort(20, 5, 0, seed));
            tried(search, load -> {
                double excess = load[0] / full - 1;
                return new Outcome(load[0] / (load[0] + 200), excess <= 0, excess);
            });
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
        PeakSearch search = PeakSearch.byDensity(CONCURRENCY, new Effort(25, 5, 0, 1));
        List<List<BigDecimal>> tried =
                tried(search, load -> load[0] > 100 ? new Outcome(Double.NaN, false, Double.NaN) : of(load[0]));
        assertThat(search.best().orElseThrow().getFirst().doubleValue()).isBetween(80.0, 100.0);
        assertThat(tried.subList(5, 25))
                .filteredOn(values -> values.getFirst().intValueExact() > 200)
                .hasSizeLessThan(5);
    }

    @Test
    void theSameOutcomesLeadTheSameWayAndSeedsElsewhere() {
        List<List<List<BigDecimal>>> ways = new ArrayList<>();
        for (long seed : new long[] {3, 3, 4}) {
            PeakSearch search = PeakSearch.byDensity(CONCURRENCY, new Effort(15, 2, 0, seed));
            ways.add(tried(search, load -> of(PeakSearchTest.Server.RETROGRADE.at(load[0], 80))));
        }
        assertThat(ways.get(1)).isEqualTo(ways.get(0));
        assertThat(ways.get(2)).isNotEqualTo(ways.get(0));
    }

    @Test
    void triesEachOfFewValuesOnceAndEnds() {
        PeakSearch search = PeakSearch.byDensity(List.of(whole("3:9")), new Effort(50, 2, 0, 0));
        assertThat(tried(search, load -> of(load[0] % 2)))
                .extracting(List::getFirst)
                .extracting(BigDecimal::intValueExact)
                .containsExactlyInAnyOrder(3, 4, 5, 6, 7, 8, 9);
        assertThat(tried(PeakSearch.byDensity(List.of(whole("4:4")), new Effort(5, 3, 0, 0)), load -> of(1)))
                .containsExactly(List.of(BigDecimal.valueOf(4)));
    }

    /** Runs on average, and how much of the peak is missed. */
    private record Ended(double runs, double missed) {}

    private static Ended ended(Function<Effort, PeakSearch> begin, End end) {
        double runs = 0;
        double missed = 0;
        int cases = 25;
        for (int seed = 0; seed < cases; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(400)));
            Random noise = new Random(seed);
            PeakSearch search = begin.apply(new Effort(40, 5, 0.001, seed, end));
            runs += tried(
                            search,
                            load -> of(PeakSearchTest.Server.RETROGRADE.at(load[0], full)
                                    * (1 + NOISE * noise.nextGaussian())))
                    .size();
            double found = search.best().orElseThrow().getFirst().doubleValue();
            missed +=
                    1 - PeakSearchTest.Server.RETROGRADE.at(found, full) / PeakSearchTest.Server.RETROGRADE.most(full);
        }
        return new Ended(runs / cases, missed / cases);
    }

    @ParameterizedTest
    @CsvSource({"true, 0.8", "false, 0.9"})
    void endsSoonerByRegretAndMissesNoMore(boolean byGain, double share) {
        Function<Effort, PeakSearch> begin =
                effort -> byGain ? PeakSearch.byGain(CONCURRENCY, effort) : PeakSearch.byDensity(CONCURRENCY, effort);
        Ended without = ended(begin, End.NONE);
        Ended with = ended(begin, End.REGRET);
        assertThat(with.runs()).as("%s, without %s", with, without).isLessThan(share * without.runs());
        assertThat(with.missed()).as("%s, without %s", with, without).isLessThan(0.01);
    }

    @Test
    void regretEndsNothingWhereNoBoundIsKept() {
        PeakSearch search = PeakSearch.byGain(CONCURRENCY, new Effort(9, 4, 0.001, 0, End.REGRET));
        assertThat(tried(search, load -> new Outcome(5, false, 3))).hasSize(9);
    }
}
