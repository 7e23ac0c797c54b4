package io.streamgauge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
    /** Of the tables of the distribution. */
    @ParameterizedTest
    @CsvSource({
        "0.95,1,12.7062",
        "0.95,2,4.3027",
        "0.95,3,3.1824",
        "0.95,4,2.7764",
        "0.95,9,2.2622",
        "0.95,30,2.0423",
        "0.99,1,63.6567",
        "0.99,5,4.0321",
        "0.99,10,3.1693",
        "0.90,3,2.3534",
        "0.5,1,1.0000",
        "0.95,100000,1.9600"
    })
    void studentsTIsThatOfTheTables(double level, int freedom, double expected) {
        assertThat(StudentT.critical(level, freedom)).isCloseTo(expected, within(0.00006));
    }

    @Test
    void countsAsASample() {
        Spread spread = Spread.of(new double[] {10, 14, 12}, 0.95);
        assertThat(spread.runs()).isEqualTo(3);
        assertThat(spread.mean()).isEqualTo(12);
        assertThat(spread.std()).isEqualTo(2);
        assertThat(spread.min()).isEqualTo(10);
        assertThat(spread.max()).isEqualTo(14);
        assertThat(spread.error()).isCloseTo(1.154701, within(1e-6));
        assertThat(spread.variation()).isCloseTo(0.166667, within(1e-6));
        assertThat(spread.low()).isCloseTo(12 - 4.302653 * 1.154701, within(1e-5));
        assertThat(spread.high()).isCloseTo(12 + 4.302653 * 1.154701, within(1e-5));
    }

    @Test
    void ofAMeanOfZeroNothingIsAShare() {
        assertThat(Spread.of(new double[] {-1, 1}, 0.9).variation()).isNaN();
        assertThatThrownBy(() -> Spread.of(new double[] {1}, 0.9)).hasMessageContaining("1 runs");
    }

    @Test
    void theDistanceOfSamplesIsTheLargestBetweenTheirSteps() {
        assertThat(TwoSamples.distance(new double[] {3, 1, 2, 4}, new double[] {2.5, 5, 6, 7}))
                .isEqualTo(0.75);
        assertThat(TwoSamples.distance(new double[] {1, 1, 2}, new double[] {1, 2, 2}))
                .isCloseTo(1 / 3.0, within(1e-12));
        assertThat(TwoSamples.distance(new double[] {1, 2}, new double[] {2, 1}))
                .isZero();
    }

    @Test
    void samplesOfOneDistributionAreSeldomFoundUnlike() {
        Random random = new Random(5);
        int unlike = 0;
        for (int trial = 0; trial < 2000; trial++) {
            double[] one = random.doubles(50).toArray();
            double[] other = random.doubles(60).toArray();
            if (TwoSamples.likeness(one, other) < 0.05) {
                unlike++;
            }
        }
        assertThat(unlike).isBetween(60, 130);
        assertThat(TwoSamples.likeness(
                        random.doubles(50).toArray(),
                        random.doubles(50).map(value -> value + 0.5).toArray()))
                .isLessThan(0.001);
        assertThat(TwoSamples.likeness(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
                .isEqualTo(1);
    }
}
