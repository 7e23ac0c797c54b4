package io.streamgauge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the statistics of the same values held in an array. */
class DistributionTest {
    private static final double[] PERCENTS = {0, 0.1, 1, 33.3, 50, 97.5, 99.9, 99.999, 100};

    static Stream<long[]> values() {
        var random = new Random(7);
        return Stream.of(
                new long[] {42},
                new long[] {5, 5, 5, 5},
                new long[] {0, 1},
                new long[] {-3, 7, -3, 0, 1L << 62},
                // The span of these has all 64 bits.
                new long[] {Long.MIN_VALUE / 2 - 1, Long.MAX_VALUE / 2 + 2, 0, 1, -1},
                LongStream.range(0, 10_000).toArray(),
                // Gaps of a steady server, one in a thousand held up.
                random.longs(50_000, 9_900_000, 10_100_000)
                        .map(gap -> gap % 1_000 == 0 ? gap + 30_000_000_000L : gap)
                        .toArray(),
                random.longs(3_001, -50, 1L << 40).toArray());
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyPercentileIsThatOfTheSortedValues(long[] values) {
        double[] sorted = Arrays.stream(values).asDoubleStream().sorted().toArray();
        assertThat(of(values).percentiles(PERCENTS))
                .containsExactly(Arrays.stream(PERCENTS)
                        .map(percent -> Statistics.percentile(sorted, percent))
                        .toArray());
    }

    @ParameterizedTest
    @MethodSource("values")
    void meanAndDeviationAreThoseOfTheValues(long[] values) {
        var expected = Statistics.of(Arrays.stream(values).asDoubleStream().toArray(), 1e-6);
        var statistics = of(values).statistics(1e-6);
        assertThat(statistics.count()).isEqualTo(expected.count());
        assertThat(statistics.min()).isEqualTo(expected.min());
        assertThat(statistics.max()).isEqualTo(expected.max());
        assertThat(statistics.p999()).isEqualTo(expected.p999());
        assertThat(statistics.avg()).isCloseTo(expected.avg(), within(Math.abs(expected.avg()) * 1e-15));
        assertThat(statistics.std()).isCloseTo(expected.std(), within(expected.std() * 1e-14));
    }

    @Test
    void nothingHasNoStatistics() {
        assertThat(of(new long[0]).count()).isZero();
        assertThatThrownBy(() -> of(new long[0]).statistics(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Distribution of(long[] values) {
        return Distribution.of(action -> Arrays.stream(values).forEach(action));
    }
}
