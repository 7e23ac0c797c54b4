package io.streamgauge.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each kind of length has the distribution that it is named for. */
class LengthDistributionsTest {
    private static final int DRAWS = 100_000;
    private static final long SEED = 11;

    /** Kolmogorov's bound for a significance of a tenth of a percent; it is stricter still for whole numbers. */
    private static final double MOST_DISTANCE = 1.95 / Math.sqrt(DRAWS);

    private static int[] draws(Lengths lengths) {
        var random = new SeededRandom(SEED, 0, 0);
        return IntStream.range(0, DRAWS).map(i -> lengths.draw(random)).toArray();
    }

    /** Kolmogorov and Smirnov's distance at whole numbers, since a length is no other. */
    private static double distance(int[] draws, IntToDoubleFunction atMost) {
        int[] sorted = draws.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i + 1 == sorted.length || sorted[i + 1] != sorted[i]) {
                double below = (i + 1.0) / sorted.length;
                distance = Math.max(distance, Math.abs(below - atMost.applyAsDouble(sorted[i])));
            }
        }
        return distance;
    }

    /** Pearson's sum, divided by what it is above in one of a thousand cases (Wilson and Hilferty). */
    private static double chiSquareRatio(long[] seen, double[] shares) {
        double sum = 0;
        for (int i = 0; i < seen.length; i++) {
            double expected = DRAWS * shares[i];
            sum += (seen[i] - expected) * (seen[i] - expected) / expected;
        }
        double freedom = seen.length - 1;
        double cube = 1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom));
        return sum / (freedom * cube * cube * cube);
    }

    private static double integral(DoubleUnaryOperator density, double from, double to) {
        int steps = 1000;
        double width = (to - from) / steps;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            sum += density.applyAsDouble(from + (i + 0.5) * width) * width;
        }
        return sum;
    }

    private static double gaussDensity(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Abramowitz and Stegun, 26.2.17: better than a ten-millionth. */
    private static double gauss(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = gaussDensity(x)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x < 0 ? tail : 1 - tail;
    }

    @Test
    void normalIsAGaussianTruncated() {
        assertThat(distance(draws(new Lengths.Normal(300, 60)), n -> gauss((n + 1 - 300) / 60.0)))
                .isLessThan(MOST_DISTANCE);
    }

    @Test
    void uniformIsEven() {
        long[] seen = new long[41];
        for (int draw : draws(new Lengths.Uniform(10, 50))) {
            seen[draw - 10]++;
        }
        double[] shares = new double[41];
        Arrays.fill(shares, 1.0 / 41);
        assertThat(chiSquareRatio(seen, shares)).isLessThan(1);
    }

    @Test
    void logNormalHasAGaussianLogarithm() {
        double variance = Math.log1p(0.36);
        double location = Math.log(500) - variance / 2;
        assertThat(distance(
                        draws(new Lengths.LogNormal(500, 300)),
                        n -> gauss((Math.log(n + 0.5) - location) / Math.sqrt(variance))))
                .isLessThan(MOST_DISTANCE);
    }

    @Test
    void skewNormalIsAzzalinis() {
        for (double shape : new double[] {4, 0, -4}) {
            int[] draws = draws(new SkewNormalLengths(600, 100, shape));
            assertThat(distance(
                            draws,
                            n -> integral(x -> 2 * gaussDensity(x) * gauss(shape * x), -9, (n + 0.5 - 600) / 100)))
                    .as("shape " + shape)
                    .isLessThan(MOST_DISTANCE);
        }
    }

    @Test
    void poissonCountsRareThings() {
        for (double mean : new double[] {3, 9.9, 10, 40, 550, 20_000}) {
            int[] draws = draws(new PoissonLengths(mean));
            double[] atMost = poisson(mean, Arrays.stream(draws).max().orElseThrow());
            assertThat(distance(draws, n -> atMost[n])).as("mean " + mean).isLessThan(MOST_DISTANCE);
        }
    }

    /** By adding up logarithms, which is slow and simple. */
    private static double[] poisson(double mean, int most) {
        double[] atMost = new double[most + 1];
        double logFactorial = 0;
        double sum = 0;
        for (int n = 0; n <= most; n++) {
            logFactorial += n == 0 ? 0 : Math.log(n);
            sum += Math.exp(n * Math.log(mean) - mean - logFactorial);
            atMost[n] = sum;
        }
        return atMost;
    }

    @Test
    void mixtureIsItsPartsByWeight() {
        var mixed = new MixedLengths(List.of(
                new MixedLengths.Part(3, new Lengths.Normal(100, 10)),
                new MixedLengths.Part(1, new Lengths.Normal(1000, 200))));
        assertThat(distance(
                        draws(mixed), n -> 0.75 * gauss((n + 1 - 100) / 10.0) + 0.25 * gauss((n + 1 - 1000) / 200.0)))
                .isLessThan(MOST_DISTANCE);
    }

    @Test
    void listedLengthsComeAsOftenAsTheyWeigh() {
        long[] seen = new long[3];
        for (int draw : draws(new ListedLengths(new int[] {7, 90, 800}, new double[] {5, 0.5, 2}))) {
            seen[draw == 7 ? 0 : draw == 90 ? 1 : 2]++;
        }
        assertThat(chiSquareRatio(seen, new double[] {5 / 7.5, 0.5 / 7.5, 2 / 7.5}))
                .isLessThan(1);
    }

    @Test
    void listedPairsComeTogetherAndAsOftenAsTheyWeigh() {
        var mix = LengthMix.listed(new int[] {10, 20, 10}, new int[] {1, 2, 3}, new double[] {1, 1, 2});
        var random = new SeededRandom(SEED, 0, 0);
        var pairs = List.of(new LengthMix.Drawn(10, 1), new LengthMix.Drawn(20, 2), new LengthMix.Drawn(10, 3));
        long[] seen = new long[3];
        for (int i = 0; i < DRAWS; i++) {
            seen[pairs.indexOf(mix.draw(random))]++;
        }
        assertThat(chiSquareRatio(seen, new double[] {0.25, 0.25, 0.5})).isLessThan(1);
    }

    @Test
    void boundsTakeInWhatIsOutside() {
        var mix = LengthMix.of(new Lengths.Normal(100, 50), new Lengths.Normal(10, 5))
                .within(new LengthMix.Bounds(80, 120), new LengthMix.Bounds(1, 10));
        var random = new SeededRandom(SEED, 0, 0);
        var drawn = IntStream.range(0, DRAWS).mapToObj(i -> mix.draw(random)).toList();

        var inputs = drawn.stream().mapToInt(LengthMix.Drawn::inputTokens).toArray();
        assertThat(distance(inputs, n -> n < 120 ? gauss((n + 1 - 100) / 50.0) : 1))
                .isLessThan(MOST_DISTANCE);
        assertThat(inputs).doesNotContain(79, 121).contains(80, 120);
        assertThat(drawn.stream().mapToInt(LengthMix.Drawn::outputTokens).max()).hasValue(10);
        assertThat(LengthMix.of(Lengths.fixed(5), null)
                        .within(LengthMix.Bounds.NONE, new LengthMix.Bounds(7, 9))
                        .draw(random))
                .isEqualTo(new LengthMix.Drawn(5, Prompt.OUTPUT_UNSET));
    }

    @Test
    void aSeedDrawsTheSameAgain() {
        for (var lengths :
                List.of(new PoissonLengths(500), new SkewNormalLengths(500, 90, 3), new Lengths.LogNormal(500, 90))) {
            assertThat(draws(lengths)).isEqualTo(draws(lengths));
        }
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> new PoissonLengths(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new SkewNormalLengths(1, -2, 0)).hasMessageContaining("scale");
        assertThatThrownBy(() -> new SkewNormalLengths(1, 2, Double.NaN)).hasMessageContaining("shape");
        assertThatThrownBy(() -> new MixedLengths(List.of())).hasMessageContaining("nothing to pick from");
        assertThatThrownBy(() -> new ListedLengths(new int[] {0}, new double[] {1}))
                .hasMessageContaining("length: 0");
        assertThatThrownBy(() -> new ListedLengths(new int[] {1}, new double[] {-1}))
                .hasMessageContaining("weight: -1");
        assertThatThrownBy(() -> new LengthMix.Bounds(5, 4)).hasMessageContaining("from 5 to 4");
    }
}
