package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthsTest {
    private static final int DRAWS = 100_000;
    private static final BigInteger GAMMA = new BigInteger("9E3779B97F4A7C15", 16);

    @Test
    void normalTruncatesTowardZeroAndNeverFallsBelowOne() {
        assertThat(new Lengths.Normal(10.9, 0).draw(new SeededRandom(1, 0, 0))).isEqualTo(10);
        assertThat(draws(new Lengths.Normal(1, 50)).min()).hasValue(1);
    }

    @Test
    void normalHasItsMeanAndDeviation() {
        var draws = draws(new Lengths.Normal(550, 40)).asDoubleStream().toArray();

        assertThat(mean(draws)).isCloseTo(549.5, within(0.6));
        assertThat(deviation(draws)).isCloseTo(40, within(0.5));
    }

    @Test
    void uniformReachesBothEnds() {
        var draws = draws(new Lengths.Uniform(3, 7)).summaryStatistics();

        assertThat(draws.getMin()).isEqualTo(3);
        assertThat(draws.getMax()).isEqualTo(7);
        assertThat(draws.getAverage()).isCloseTo(5, within(0.03));
    }

    @Test
    void logNormalHasTheMeanAndDeviationOfTheLengths() {
        var draws = draws(new Lengths.LogNormal(1000, 500)).asDoubleStream().toArray();

        assertThat(mean(draws)).isCloseTo(1000, within(8.0));
        assertThat(deviation(draws)).isCloseTo(500, within(12.0));
    }

    @Test
    void mixKeepsInputAndOutputOfAShareTogether() {
        var mix = LengthMix.of(List.of(
                new LengthMix.Share(3, Lengths.fixed(100), Lengths.fixed(10)),
                new LengthMix.Share(1, Lengths.fixed(2000), null)));
        var random = new SeededRandom(4, 0, 0);

        var drawn = IntStream.range(0, DRAWS).mapToObj(i -> mix.draw(random)).toList();

        assertThat(drawn).containsOnly(new LengthMix.Drawn(100, 10), new LengthMix.Drawn(2000, Prompt.OUTPUT_UNSET));
        long first = drawn.stream().filter(one -> one.inputTokens() == 100).count();
        assertThat(first / (double) DRAWS).isCloseTo(0.75, within(0.01));
    }

    @Test
    void refusesWhatIsNoLength() {
        assertThatThrownBy(() -> new Lengths.Normal(-1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Lengths.Normal(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Lengths.Uniform(5, 4)).hasMessageContaining("from 5 to 4");
        assertThatThrownBy(() -> LengthMix.of(List.of())).hasMessageContaining("needs a share");
        assertThatThrownBy(() -> new LengthMix.Share(0, Lengths.fixed(1), null)).hasMessageContaining("weight");
    }

    @Test
    void theStreamOfASeedNeverChanges() {
        var random = new SeededRandom(223, 1, 17);

        var oracle = new SplittableRandom(mix(mix(mix(223) + gamma(1)) + gamma(17)));
        for (int i = 0; i < 10; i++) {
            assertThat(random.nextLong()).isEqualTo(oracle.nextLong());
        }
    }

    /** The JDK's SplitMix64 adds the gamma and then mixes. */
    private static long mix(long value) {

        return new SplittableRandom(value - gamma(1)).nextLong();
    }

    private static long gamma(int times) {
        return GAMMA.multiply(BigInteger.valueOf(times)).longValue();
    }

    private static IntStream draws(Lengths lengths) {
        var random = new SeededRandom(42, 0, 0);
        return IntStream.generate(() -> lengths.draw(random)).limit(DRAWS);
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow());
    }
}
