package io.streamgauge.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArrivalTest {
    private static final int COUNT = 20_000;

    static Stream<Arguments> distributions() {
        return Stream.of(
                Arguments.of(new Arrival.Poisson(50), (DoubleUnaryOperator) x -> 1 - Math.exp(-50 * x)),
                // A gamma distribution of shape 2 and rate 100: an Erlang one, whose distribution function is
                // elementary.
                Arguments.of(
                        new Arrival.Gamma(50, 2), (DoubleUnaryOperator) x -> 1 - Math.exp(-100 * x) * (1 + 100 * x)),
                Arguments.of(new Arrival.Gamma(50, 1), (DoubleUnaryOperator) x -> 1 - Math.exp(-50 * x)),
                // Shape 1/2, rate 25: chi-squared with one degree of freedom, scaled; erf by its series.
                Arguments.of(new Arrival.Gamma(50, 0.5), (DoubleUnaryOperator) x -> erf(Math.sqrt(25 * x))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("distributions")
    void gapsFollowTheirDistribution(Arrival arrival, DoubleUnaryOperator distribution) {
        RandomGenerator random = new SplittableRandom(7);
        long[] due = arrival.schedule(COUNT + 1, random);
        double[] gaps = IntStream.range(0, COUNT)
                .mapToDouble(i -> (due[i + 1] - due[i]) / 1e9)
                .toArray();
        assertThat(KolmogorovSmirnov.distance(gaps, distribution)).isLessThan(1);
    }

    @Test
    void constantRateDoesNotDrift() {
        long[] due = new Arrival.Constant(3).schedule(3_000_001, new SplittableRandom(1));
        assertThat(due[0]).isZero();
        assertThat(due[3_000_000]).isBetween(999_999_999_000_000L, 1_000_000_001_000_000L);
    }

    @Test
    void theSameSeedGivesTheSameSchedule() {
        Arrival arrival = new Arrival.Gamma(10, 0.3);
        assertThat(arrival.schedule(1000, new SplittableRandom(5)))
                .isEqualTo(arrival.schedule(1000, new SplittableRandom(5)))
                .isNotEqualTo(arrival.schedule(1000, new SplittableRandom(6)));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void timesNeverDecrease(Arrival arrival, DoubleUnaryOperator distribution) {
        long[] due = arrival.schedule(COUNT, new SplittableRandom(3));
        long[] sorted = due.clone();
        Arrays.sort(sorted);
        assertThat(due).isEqualTo(sorted);
    }

    @Test
    void refusesRatesThatAreNone() {
        assertThatThrownBy(() -> new Arrival.Poisson(0)).hasMessageContaining("rate must be above 0");
        assertThatThrownBy(() -> new Arrival.Constant(Double.NaN)).hasMessageContaining("rate must be above 0");
        assertThatThrownBy(() -> new Arrival.Gamma(1, -1)).hasMessageContaining("burstiness");
    }

    /** Abramowitz and Stegun 7.1.26, exact to 1.5e-7. */
    static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * x);
        double poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        return 1 - poly * Math.exp(-x * x);
    }
}
