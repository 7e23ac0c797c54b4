package io.streamgauge.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Arrivals whose rate changes are those of rate 1, with time bent: put at the number of requests that are due up to them, they
 * must be as far apart as arrivals of rate 1 are (the time-rescaling theorem).
 */
class RescaledArrivalsTest {
    private static final int COUNT = 20_000;
    private static final long SECOND = 1_000_000_000L;

    /** How requests come at a rate, with the distribution of their gaps at one a second. */
    record Law(DoubleFunction<Arrival> arrival, DoubleUnaryOperator gaps) {
        static final Law POISSON = new Law(Arrival.Poisson::new, KolmogorovSmirnov::exponential);

        /** Of shape 2 a gamma distribution is an Erlang one, of shape 1/2 a chi-squared one: both are known, but for erf, in closed form. */
        static List<Law> all() {
            return List.of(
                    POISSON,
                    new Law(rate -> new Arrival.Gamma(rate, 2), gap -> 1 - Math.exp(-2 * gap) * (1 + 2 * gap)),
                    new Law(rate -> new Arrival.Gamma(rate, 0.5), gap -> ArrivalTest.erf(Math.sqrt(gap / 2))));
        }

        @Override
        public String toString() {
            return arrival.apply(1).toString();
        }
    }

    static Stream<Arguments> ramps() {
        return Law.all().stream()
                .flatMap(law ->
                        Stream.of(0L, 10 * SECOND, 60 * SECOND, 3600 * SECOND).map(ramp -> Arguments.of(law, ramp)));
    }

    @ParameterizedTest(name = "{0}, {1} ns")
    @MethodSource("ramps")
    void aRampOnlyBendsTime(Law law, long ramp) {
        double rate = 200;
        long[] due = Schedule.of(law.arrival().apply(rate), COUNT + 1, ramp, new SplittableRandom(17));

        // R·t²/2T are due up to t, and from T on R more each second.
        assertLaw(law, due, at -> {
            double seconds = at / 1e9;
            double length = ramp / 1e9;
            return at < ramp ? rate * seconds * seconds / (2 * length) : rate * (seconds - length / 2);
        });
    }

    static Stream<Arguments> curves() {
        return Law.all().stream()
                .flatMap(law -> Stream.of(
                                new RateCurve(new long[] {0}, new double[] {70}),
                                // A day in small: up, a plateau, a step down, and on at the last rate.
                                new RateCurve(
                                        new long[] {0, 20 * SECOND, 60 * SECOND, 60 * SECOND, 90 * SECOND},
                                        new double[] {0, 300, 300, 20, 100}),
                                // A pause in the middle, and one at the start.
                                new RateCurve(
                                        new long[] {
                                            0,
                                            5 * SECOND,
                                            5 * SECOND,
                                            30 * SECOND,
                                            30 * SECOND,
                                            40 * SECOND,
                                            40 * SECOND
                                        },
                                        new double[] {0, 0, 400, 0, 0, 0, 900}))
                        .map(curve -> Arguments.of(law, curve)));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void aCurveOnlyBendsTime(Law law, RateCurve curve) {
        long[] due = Schedule.along(curve, law.arrival().apply(1), Long.MAX_VALUE, COUNT + 1, new SplittableRandom(23));

        assertLaw(law, due, curve::requestsBefore);
    }

    private static void assertLaw(Law law, long[] due, LongToDoubleFunction dueBefore) {
        assertThat(due).hasSize(COUNT + 1).isSorted();
        double[] bent = Arrays.stream(due).mapToDouble(dueBefore).toArray();
        double[] gaps = IntStream.range(0, COUNT)
                .mapToDouble(i -> bent[i + 1] - bent[i])
                .toArray();

        assertThat(KolmogorovSmirnov.distance(gaps, law.gaps())).isLessThan(1);
        assertThat(correlation(gaps)).as("of each gap with the next").isBetween(-3.3, 3.3);
        if (law.equals(Law.POISSON)) {
            double end = bent[COUNT];
            double[] places = Arrays.stream(bent, 1, COUNT).map(at -> at / end).toArray();
            assertThat(KolmogorovSmirnov.distance(places, place -> place)).isLessThan(1);
        }
    }

    /** In standard deviations of what it is when gaps know nothing of each other. */
    private static double correlation(double[] gaps) {
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double both = IntStream.range(1, gaps.length)
                .mapToDouble(i -> (gaps[i - 1] - mean) * (gaps[i] - mean))
                .sum();
        double square =
                Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).sum();
        return both / square * Math.sqrt(gaps.length);
    }
}
