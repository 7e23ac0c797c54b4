package io.streamgauge.search;

import static io.streamgauge.search.SearchRun.best;
import static io.streamgauge.search.SearchRun.forBound;
import static io.streamgauge.search.SearchRun.loads;
import static io.streamgauge.search.SearchRun.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches servers that can be thought of, beside doubling and halving. */
class IsotonicSearchTest {
    private static final int CASES = 200;

    /** How many times its bound a latency is, by the load; {@code full} is the load at which it is the bound. */
    enum Server {
        /** Each waits for those before it. */
        QUEUE {
            @Override
            double at(double load, double full) {
                return load / full;
            }
        },
        /** As one that is nearly full. */
        STEEP {
            @Override
            double at(double load, double full) {
                return 0.2 / Math.max(0.02, 1 - 0.8 * load / full);
            }
        },
        /** Even, until the memory is full. */
        BEND {
            @Override
            double at(double load, double full) {
                return load < 0.8 * full ? 0.25 : 0.25 + 0.75 * (load - 0.8 * full) / (0.2 * full);
            }
        },
        /** All at once. */
        CLIFF {
            @Override
            double at(double load, double full) {
                return load <= full ? 0.3 : 30;
            }
        };

        abstract double at(double load, double full);
    }

    /**
     * What searches of many servers came to, on average.
     *
     * @param error of where the bound is found to be broken, as logarithm of its ratio to the truth
     */
    private record Score(double runs, double error) {}

    /** The loads that a search tries where a latency is so many times its bound. */
    private static List<Double> tried(Search search, DoubleUnaryOperator times) {
        return loads(search, load -> {
            double excess = times.applyAsDouble(load) - 1;
            return new Outcome(Double.NaN, excess <= 0, excess);
        });
    }

    /** Where a search found the bound to be broken; of one that only knows two loads between which it is, in their middle. */
    private static double found(Search search, double tolerance) {
        double crossing = search.crossing();
        return !Double.isNaN(crossing) ? crossing : search.best().isEmpty() ? 1 : best(search) * (1 + tolerance / 2);
    }

    private static Score score(boolean isotonic, Server server, double tolerance, double noise, double blips) {
        double runs = 0;
        double errors = 0;
        for (int seed = 0; seed < CASES; seed++) {
            double full = Math.exp(new SplittableRandom(seed).nextDouble(Math.log(8), Math.log(800)));
            Random random = new Random(seed);
            Search search = forBound(isotonic, tolerance);
            runs += tried(
                            search,
                            load -> server.at(load, full)
                                    * Math.exp(noise * random.nextGaussian())
                                    * (random.nextDouble() < blips ? 3 : 1))
                    .size();
            errors += Math.abs(Math.log(found(search, tolerance) / full));
        }
        return new Score(runs / CASES, errors / CASES);
    }

    /**
     * The same servers, and what their runs err by, are searched by halving too.
     *
     * @param noise deviation of a run's latency, as share of it
     * @param blips share of runs that are three times as slow as they ought to be
     * @param share of the runs that halving takes, at most
     */
    @ParameterizedTest
    @CsvSource({
        "QUEUE, 0.05, 0,   0,    0.65",
        "QUEUE, 0.05, 0.1, 0,    0.75",
        "QUEUE, 0.05, 0.1, 0.05, 0.75",
        "QUEUE, 0.01, 0.1, 0,    0.75",
        "STEEP, 0.05, 0,   0,    0.8",
        "STEEP, 0.05, 0.1, 0,    0.8",
        "STEEP, 0.05, 0.1, 0.05, 0.8",
        "STEEP, 0.01, 0.1, 0,    0.75",
        "BEND,  0.05, 0,   0,    0.75",
        "BEND,  0.05, 0.1, 0,    0.8",
        "BEND,  0.05, 0.1, 0.05, 0.8",
        "BEND,  0.01, 0,   0,    0.7",
        "CLIFF, 0.05, 0,   0,    0.95",
        "CLIFF, 0.05, 0.1, 0.05, 1",
        "CLIFF, 0.01, 0,   0,    0.95"
    })
    void findsTheCrossingWithFewerRunsThanHalvingAndNearer(
            Server server, double tolerance, double noise, double blips, double share) {
        Score search = score(true, server, tolerance, noise, blips);
        Score halving = score(false, server, tolerance, noise, blips);
        assertThat(search.runs()).as("%s, halving %s", search, halving).isLessThan(share * halving.runs());
        assertThat(search.error()).as("%s, halving %s", search, halving).isLessThan(halving.error());
    }

    /** What halving takes for the end at once. */
    @Test
    void oneRunThatWentWrongHidesNothing() {
        IsotonicSearch search = (IsotonicSearch) forBound(true, 0.05);
        List<Double> tried = tried(search, load -> load == 4 ? 3 : 0.1 + load / 200);
        assertThat(tried).contains(4.0);
        assertThat(best(search)).isBetween(160.0, 180.0);
        assertThat(search.crossing()).isBetween(176.0, 184.0);
        Search halving = forBound(false, 0.05);
        tried(halving, load -> load == 4 ? 3 : 0.1 + load / 200);
        assertThat(best(halving)).isEqualTo(3);
    }

    @Test
    void findsTheHighestWholeLoadWhateverItIs() {
        for (int capacity = 0; capacity <= 300; capacity++) {
            IsotonicSearch search = new IsotonicSearch(whole("1:256"), 0, Integer.MAX_VALUE);
            double full = capacity + 0.5;
            List<Double> tried = tried(search, load -> load / full);
            assertThat(search.best()
                            .map(List::getFirst)
                            .map(BigDecimal::intValueExact)
                            .orElse(0))
                    .isEqualTo(Math.min(capacity, 256));
            assertThat(tried).allMatch(load -> load >= 1 && load <= 256).hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void whatHoldsEverywhereHasNoCrossing() {
        IsotonicSearch search = new IsotonicSearch(whole("3:20"), 0.05, 9);
        assertThat(tried(search, load -> 0.9)).containsExactly(3.0, 6.0, 12.0, 20.0);
        assertThat(best(search)).isEqualTo(20);
        assertThat(search.crossing()).isNaN();
    }

    @Test
    void risesFasterWhereMuchIsLeftOfTheBound() {
        IsotonicSearch search = new IsotonicSearch(whole("1:1000"), 0.05, 4);
        assertThat(tried(search, load -> load < 16 ? 0.1 : 0.4)).containsExactly(1.0, 4.0, 16.0, 40.0);
    }

    @Test
    void whatNeverHoldsIsTriedAgainAboveAndThenBelieved() {
        IsotonicSearch search = new IsotonicSearch(whole("1:1000"), 0.05, 9);
        assertThat(tried(search, load -> 2)).containsExactly(1.0, 2.0);
        assertThat(search.best()).isEmpty();
        assertThat(search.next()).isEmpty();
    }

    /** Nothing but whether a bound was kept is known of a run all requests of which failed. */
    @Test
    void whatCouldNotBeMeasuredIsBeyondTheBound() {
        IsotonicSearch search = new IsotonicSearch(whole("1:1024"), 0, Integer.MAX_VALUE);
        tried(search, load -> load > 100 ? Double.NaN : 0.5);
        assertThat(best(search)).isEqualTo(100);
    }

    @Test
    void searchesRatesInParts() {
        IsotonicSearch search =
                new IsotonicSearch(new Dimension(Range.parse("0.5:64"), new BigDecimal("0.01")), 0, Integer.MAX_VALUE);
        tried(search, rate -> rate / 10.237);
        assertThat(search.best().orElseThrow().getFirst()).isEqualByComparingTo("10.23");
    }

    @Test
    void endsAfterSoManyTries() {
        assertThat(tried(new IsotonicSearch(whole("1:1024"), 0, 3), load -> load / 700))
                .hasSize(3);
        assertThatThrownBy(() -> new IsotonicSearch(whole("1:2"), 1, 3)).hasMessageContaining("tolerance 1.0");
    }

    @Test
    void aCurveIsTheNearestThatRises() {
        // Of -1, 1, -1 and 3 the two in the middle fall: both are 0.
        RisingCurve curve = new RisingCurve(new double[] {0, 1, 2, 3}, new double[] {-1, 1, -1, 3});
        assertThat(curve.notAbove()).isEqualTo(3);
        assertThat(curve.crossing()).isBetween(2.0, 2.000001);
        // A straight line stays one.
        assertThat(new RisingCurve(new double[] {0, 1, 4, 5}, new double[] {-2.5, -1.5, 1.5, 2.5}).crossing())
                .isCloseTo(2.5, within(1e-9));
        assertThat(new RisingCurve(new double[] {0, 1}, new double[] {1, 2}).crossing())
                .isNaN();
        assertThat(new RisingCurve(new double[] {0, 1}, new double[] {-2, -1}).crossing())
                .isNaN();
    }
}
