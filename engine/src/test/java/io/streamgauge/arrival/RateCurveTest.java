package io.streamgauge.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RateCurveTest {
    private static final long SECOND = 1_000_000_000L;

    private static final RateCurve CURVE = new RateCurve(
            new long[] {0, 10 * SECOND, 20 * SECOND, 20 * SECOND, 50 * SECOND}, new double[] {0, 100, 100, 300, 20});

    @Test
    void requestsAreTheAreaUnderTheRate() {
        assertThat(CURVE.requestsBefore(10 * SECOND)).isCloseTo(500, within(1e-6));
        assertThat(CURVE.requestsBefore(20 * SECOND)).isCloseTo(1500, within(1e-6));
        assertThat(CURVE.requestsBefore(50 * SECOND)).isCloseTo(1500 + 30 * 160, within(1e-6));
        assertThat(CURVE.requestsBefore(60 * SECOND)).isCloseTo(6300 + 200, within(1e-6));
        assertThat(CURVE.meanRatePerSecond()).isCloseTo(126, within(1e-9));
    }

    @Test
    void timesAreTheInverseOfThat() {
        for (double requests = 0.25; requests < 8000; requests += 0.75) {
            assertThat(CURVE.requestsBefore(CURVE.nanosAt(requests))).isCloseTo(requests, within(1e-5));
        }
    }

    @Test
    void constantGapsAlongACurveKeepToItsCount() {
        long[] due = Schedule.along(CURVE, new Arrival.Constant(1), 50 * SECOND, 1_000_000, new SplittableRandom(1));
        assertThat(due).isSorted();
        assertThat(due.length).isBetween(6299, 6300);
        assertThat(Arrays.stream(due).filter(at -> at < 20 * SECOND).count()).isBetween(1499L, 1501L);
    }

    /** A Poisson process of changing rate, on the axis of requests due, is one of rate 1: Kolmogorov and Smirnov judge its gaps. */
    @Test
    void poissonAlongACurveIsPoissonOnceTheCurveIsTakenOut() {
        RateCurve lasting =
                new RateCurve(new long[] {0, 1000 * SECOND, 1000 * SECOND, 4000 * SECOND}, new double[] {1, 40, 5, 15});
        RandomGenerator random = new SplittableRandom(11);
        long[] due = Schedule.along(lasting, new Arrival.Poisson(1), Long.MAX_VALUE, 20_001, random);
        int count = due.length - 1;
        double[] gaps = new double[count];
        for (int i = 0; i < count; i++) {
            gaps[i] = lasting.requestsBefore(due[i + 1]) - lasting.requestsBefore(due[i]);
        }
        Arrays.sort(gaps);
        double distance = 0;
        for (int i = 0; i < count; i++) {
            double expected = 1 - Math.exp(-gaps[i]);
            distance = Math.max(distance, Math.max(expected - (double) i / count, (i + 1.0) / count - expected));
        }
        assertThat(distance).isLessThan(1.95 / Math.sqrt(count));
    }

    @Test
    void aRateThatEndsAtZeroEndsTheSchedule() {
        RateCurve ending = new RateCurve(new long[] {0, 2 * SECOND}, new double[] {10, 0});
        long[] due = Schedule.along(ending, new Arrival.Constant(1), Long.MAX_VALUE, 1000, new SplittableRandom(1));
        assertThat(due.length).isBetween(10, 11);
        assertThat(ending.nanosAt(11)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesWhatIsNoRate() {
        assertThatThrownBy(() -> new RateCurve(new long[] {1}, new double[] {1}))
                .hasMessageContaining("time 0");
        assertThatThrownBy(() -> new RateCurve(new long[] {0, 5, 4}, new double[] {1, 1, 1}))
                .hasMessageContaining("point 3 is earlier");
        assertThatThrownBy(() -> new RateCurve(new long[] {0}, new double[] {0}))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> new RateCurve(new long[] {0}, new double[] {-1}))
                .hasMessageContaining("rate -1");
        assertThatThrownBy(() -> new RateCurve(new long[0], new double[0])).hasMessageContaining("one point");
    }

    @Test
    void partsAreTheWhole() {
        for (int count = 1; count < 9; count++) {
            for (int whole = 0; whole < 40; whole++) {
                int sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += new Shard(i, count).of(whole);
                }
                assertThat(sum).isEqualTo(whole);
            }
        }
    }
}
