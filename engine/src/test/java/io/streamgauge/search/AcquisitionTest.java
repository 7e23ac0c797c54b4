package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much places are worth after runs of which some failed, or were worse by far. */
class AcquisitionTest {
    private static final double[][] PLACES = {{0}, {0.2}, {0.4}, {0.6}, {0.8}, {1}};

    private static Acquisition of(double... numbers) {
        List<Outcome> outcomes = new ArrayList<>();
        for (double number : numbers) {
            outcomes.add(new Outcome(number, true, 0));
        }
        return Acquisition.of(PLACES, outcomes);
    }

    @Test
    void aRunThatFailedIsAsBadAsTheWorstOne() {
        Acquisition failed = of(20, 30, 40, 35, 25, Double.NaN);
        Acquisition worst = of(20, 30, 40, 35, 25, 20);
        for (double place = 0; place <= 1; place += 0.05) {
            assertThat(failed.at(new double[] {place})).isEqualTo(worst.at(new double[] {place}));
            assertThat(failed.numbers().mean(new double[] {place}))
                    .isEqualTo(worst.numbers().mean(new double[] {place}));
        }
        assertThat(failed.best()).isEqualTo(worst.best());
    }

    @Test
    void whereAllFailedAllPlacesAreAlike() {
        Acquisition failed = of(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(failed.best()).isNaN();
        assertThat(failed.at(new double[] {0.1})).isEqualTo(failed.at(new double[] {0.9}));
    }

    /** What is worst by far counts as worst, and leaves the rest as far apart as it was. */
    @Test
    void whatIsWorstByFarHidesNoPeak() {
        Acquisition one = of(20, 30, 40, 35, 25, -1e6);
        double peak = one.numbers().mean(PLACES[2]);
        assertThat(peak - one.numbers().mean(PLACES[0])).isGreaterThan(10);
        assertThat(peak - one.numbers().mean(PLACES[4])).isGreaterThan(10);
        assertThat(one.numbers().mean(PLACES[5])).isLessThan(one.numbers().mean(PLACES[4]));
        assertThat(one.best()).isBetween(35.0, 45.0);
    }
}
