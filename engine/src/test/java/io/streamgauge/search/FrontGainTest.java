package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected of places, against what many draws give. */
class FrontGainTest {
    private static final double[][] PLACES = {{0}, {0.2}, {0.4}, {0.6}, {0.8}, {1}};
    private static final int DRAWS = 200_000;

    /** One number of a place, as the process has it. */
    private static double drawn(Expectation number, double[] place, Random random) {
        double drawn = number.process().mean(place) + number.process().deviation(place) * random.nextGaussian();
        return number.side() == 0 ? drawn : number.side() * Math.exp(drawn);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "-1, -3", "0, 0.5", "1, -2", "-1, 2", "1, 0"})
    void aNumberIsAboveALevelAsMuchAsDrawsAre(int side, double level) {
        double[] numbers = side == 0
                ? new double[] {-2, 1, 3, 2, -1, 1}
                : new double[] {side, 2 * side, 4 * side, 3 * side, 2 * side, side};
        Expectation number = Expectation.of(PLACES, numbers);
        assertThat(number.side()).isEqualTo(side);
        Random random = new Random(7);
        for (double at : new double[] {0.1, 0.5, 0.97}) {
            double[] place = {at};
            double sum = 0;
            int above = 0;
            for (int i = 0; i < DRAWS; i++) {
                double drawn = drawn(number, place, random);
                sum += Math.max(0, drawn - level);
                above += drawn > number.middle(place) ? 1 : 0;
            }
            assertThat(number.above(place, level)).as("at %s", at).isEqualTo(sum / DRAWS, within(0.01));
            assertThat(above / (double) DRAWS).isEqualTo(0.5, within(0.01));
            assertThat(number.above(place, Double.POSITIVE_INFINITY)).isZero();
        }
    }

    private static List<Try> tries(double[]... numbers) {
        List<Try> tries = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            List<Double> of = Arrays.stream(numbers[i]).boxed().toList();
            tries.add(new Try(List.of(BigDecimal.valueOf(i)), PLACES[i], new Outcome(of, true, Double.NaN)));
        }
        return tries;
    }

    /** The front grows by a place by what many draws of its numbers add on average. */
    @Test
    void theFrontGrowsAsMuchAsByDraws() {
        FrontGain gain = FrontGain.of(tries(
                new double[] {1, -1, 2},
                new double[] {2, -1.5, 1.5},
                new double[] {4, -2, 1},
                new double[] {5, -4, 1},
                new double[] {4, -7, -0.5},
                new double[] {3, -9, -1}));
        double[] low = new double[3];
        IntStream.range(0, 3)
                .forEach(i -> low[i] = gain.beyond().stream()
                        .mapToDouble(box -> box.low()[i])
                        .min()
                        .orElseThrow());
        List<double[]> front = Front.of(Arrays.stream(PLACES)
                        .map(place -> gain.numbers().stream()
                                .mapToDouble(number -> number.middle(place))
                                .toArray())
                        .toList())
                .points();
        assertThat(gain.volume()).isEqualTo(new Front(front).volume(low));
        Random random = new Random(11);
        double highest = 0;
        for (double at : new double[] {0.1, 0.5, 0.7}) {
            double[] place = {at};
            double sum = 0;
            int draws = 20_000;
            for (int i = 0; i < draws; i++) {
                List<double[]> with = new ArrayList<>(front);
                with.add(gain.numbers().stream()
                        .mapToDouble(number -> drawn(number, place, random))
                        .toArray());
                sum += Front.of(with).volume(low) - gain.volume();
            }
            assertThat(gain.at(place))
                    .as("at %s", at)
                    .isEqualTo(sum / draws, within(0.02 * sum / draws + 1e-4 * gain.volume()));
            highest = Math.max(highest, sum / draws);
        }
        assertThat(highest).isGreaterThan(0.1);
    }

    @Test
    void whatWasNotMeasuredIsOnNoFront() {
        FrontGain gain = FrontGain.of(tries(
                new double[] {1, -1},
                new double[] {2, -2},
                new double[] {3, -3},
                new double[] {4, -4},
                new double[] {Double.NaN, Double.NaN},
                new double[] {9, Double.NaN}));
        assertThat(gain.beyond().stream().mapToDouble(box -> box.low()[0]).max().orElseThrow())
                .isBetween(3.5, 5.0);
    }

    @Test
    void whereNothingKeepsTheBoundsOnlyTheyCount() {
        double[] excess = {0.02, 0.05, 0.01, 0.2, 0.4, 0.5};
        List<Try> tries = IntStream.range(0, PLACES.length)
                .mapToObj(i -> new Try(
                        List.of(BigDecimal.valueOf(i)),
                        PLACES[i],
                        new Outcome(List.of(1.0 + i, -1.0 - i), false, excess[i])))
                .toList();
        FrontGain gain = FrontGain.of(tries);
        assertThat(gain.beyond()).isEmpty();
        assertThat(gain.isEnough(0, 1)).isFalse();
        assertThat(gain.at(new double[] {0.05})).isGreaterThan(gain.at(new double[] {0.95}));
    }
}
