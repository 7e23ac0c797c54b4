package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class KneeTest {
    private static double[] of(double... values) {
        return values;
    }

    @Test
    void isWhereTheTwoLinesMeet() {
        double[] loads = of(1, 2, 4, 6, 8, 10, 12, 14, 16);
        double[] throughputs =
                DoubleStream.of(loads).map(load -> Math.min(100 * load, 700)).toArray();
        Knee knee = Knee.of(loads, throughputs).orElseThrow();
        assertThat(knee.at()).isCloseTo(7, within(1.0));
        assertThat(knee.saturated()).isEqualTo(8);
    }

    @Test
    void loadsMayComeInAnyOrderAndTwice() {
        assertThat(Knee.of(of(16, 1, 8, 2, 4, 4, 32), of(410, 100, 400, 200, 380, 420, 405)))
                .isEqualTo(Knee.of(of(1, 2, 4, 8, 16, 32), of(100, 200, 400, 400, 410, 405)));
        Knee knee = Knee.of(of(1, 2, 4, 8, 16, 32), of(100, 200, 400, 400, 410, 405))
                .orElseThrow();
        assertThat(knee.at()).isBetween(4.0, 5.0);
        assertThat(knee.saturated()).isEqualTo(8);
    }

    @Test
    void thereIsNoneWhereThroughputRisesToTheEnd() {
        assertThat(Knee.of(of(1, 2, 3, 4, 5, 6), of(10, 20, 30, 40, 50, 60))).isEmpty();
        // Curved, but never flat.
        assertThat(Knee.of(of(1, 2, 3, 4, 5, 6), of(10, 22, 36, 52, 70, 90))).isEmpty();
    }

    @Test
    void thereIsNoneOfTooFewLoadsNorOfNoThroughput() {
        assertThat(Knee.of(of(1, 2, 4, 8), of(10, 20, 20, 20))).isEmpty();
        assertThat(Knee.of(of(1, 2, 4, 8, 16), of(0, 0, 0, 0, 0))).isEmpty();
        assertThat(Knee.of(of(), of())).isEmpty();
        assertThat(Knee.of(of(1, 2, 4, 8, 16), of(10, 20, 40, 41, 40))).isPresent();
    }

    @Test
    void aDipBeforeThePeakIsNoKnee() {
        // The best bend lies at little more than half of what is reached later.
        assertThat(Knee.of(of(1, 2, 3, 4, 5, 6, 7), of(10, 20, 50, 50, 50, 50, 100)))
                .isEmpty();
    }

    @Test
    void ratesBetweenEndWithTheHigherOne() {
        assertThat(SweepValues.between(2, 10, 4, false))
                .extracting(Number::doubleValue)
                .containsExactly(4.0, 6.0, 8.0, 10.0);
        assertThat(SweepValues.between(1, 16, 4, true))
                .extracting(Number::doubleValue)
                .containsExactly(2.0, 4.0, 8.0, 16.0);
        assertThat(SweepValues.byRatio(1, 100, 5)).extracting(Number::intValue).containsExactly(1, 3, 10, 32, 100);
        assertThat(SweepValues.byRatio(1, 3, 8)).extracting(Number::intValue).containsExactly(1, 2, 3);
    }
}
