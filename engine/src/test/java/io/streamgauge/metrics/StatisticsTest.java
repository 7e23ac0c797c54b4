package io.streamgauge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void interpolatesAsNumpyDoes() {
        // np.percentile([10, 20, 30, 40], p): virtual index 3p/100.
        double[] sorted = {10, 20, 30, 40};
        assertThat(Statistics.percentile(sorted, 0)).isEqualTo(10);
        assertThat(Statistics.percentile(sorted, 25)).isEqualTo(17.5);
        assertThat(Statistics.percentile(sorted, 50)).isEqualTo(25);
        assertThat(Statistics.percentile(sorted, 90)).isEqualTo(37);
        assertThat(Statistics.percentile(sorted, 100)).isEqualTo(40);
    }

    @Test
    void takesThePopulationsDeviation() {
        // Mean 5; squares 9+1+1+1+0+0+4+16 = 32; 32/8 = 4.
        var statistics = Statistics.of(new double[] {9, 4, 4, 5, 2, 7, 5, 4}, 1);
        assertThat(statistics.avg()).isEqualTo(5);
        assertThat(statistics.std()).isEqualTo(2);
        assertThat(statistics.min()).isEqualTo(2);
        assertThat(statistics.max()).isEqualTo(9);
        assertThat(statistics.count()).isEqualTo(8);
    }

    @Test
    void scalesAtTheEnd() {
        var statistics = Statistics.of(new double[] {1_500_001, 2_500_000}, 1e-6);
        assertThat(statistics.avg()).isEqualTo(2_000_000.5 * 1e-6);
        assertThat(statistics.p50()).isEqualTo(2_000_000.5 * 1e-6);
        assertThat(statistics.std()).isEqualTo(499_999.5 * 1e-6);
    }

    @Test
    void oneValueIsEveryPercentile() {
        var statistics = Statistics.of(new double[] {7}, 1);
        assertThat(statistics).isEqualTo(new Statistics(1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0));
        assertThatThrownBy(() -> Statistics.of(new double[0], 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theOrderOfValuesChangesNoDigit() {
        var random = new SplittableRandom(3);
        var values = new double[1_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / (1e-3 + random.nextDouble());
        }
        var expected = Statistics.of(values.clone(), 1);
        for (int round = 0; round < 20; round++) {
            for (int i = values.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double swapped = values[i];
                values[i] = values[j];
                values[j] = swapped;
            }
            assertThat(Statistics.of(values.clone(), 1)).isEqualTo(expected);
        }
    }

    @Test
    void sumsKeepTheirSmallParts() {
        var values = new double[1_000_001];
        Arrays.fill(values, 1e-3);
        values[0] = 1e13;
        assertThat(Statistics.of(values, 1).avg() * values.length - 1e13).isCloseTo(1_000, within(0.01));
    }
}
