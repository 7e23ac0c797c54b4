package io.streamgauge.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aRampGrowsTheRateEvenlyToTheFullOne() {
        long[] due = Schedule.of(new Arrival.Constant(1000), 20_000, 10 * SECOND, new SplittableRandom(1));
        assertThat(due).isSorted();
        // R·t²/2T requests are due up to t, and R more each second once the ramp is over.
        assertThat(countBefore(due, 5 * SECOND)).isCloseTo(1250, within(1L));
        assertThat(countBefore(due, 10 * SECOND)).isCloseTo(5000, within(1L));
        assertThat(countBefore(due, 13 * SECOND)).isCloseTo(8000, within(1L));
    }

    @Test
    void aDurationTakesTheBeginningOfTheSameSchedule() {
        Arrival arrival = new Arrival.Poisson(300);
        long[] all = Schedule.of(arrival, 5000, 2 * SECOND, new SplittableRandom(7));
        long[] within = Schedule.within(arrival, 9 * SECOND, 5000, 2 * SECOND, new SplittableRandom(7));
        assertThat(within).hasSize((int) countBefore(all, 9 * SECOND)).isEqualTo(Arrays.copyOf(all, within.length));
        assertThat(Schedule.within(arrival, 9 * SECOND, 5, 0, new SplittableRandom(7)))
                .hasSize(5);
    }

    @Test
    void cancellationPicksItsShareAndTheSameOnesAgain() {
        Cancellation cancellation = new Cancellation(0.25, 0, 42);
        long picked = IntStream.range(0, 100_000).filter(cancellation::picks).count();
        // Binomial with n = 100 000, p = 1/4: five standard deviations are 685.
        assertThat(picked).isCloseTo(25_000, within(685L));
        assertThat(IntStream.range(0, 1000).filter(cancellation::picks).toArray())
                .isEqualTo(IntStream.range(0, 1000)
                        .filter(new Cancellation(0.25, 9, 42)::picks)
                        .toArray())
                .isNotEqualTo(IntStream.range(0, 1000)
                        .filter(new Cancellation(0.25, 0, 43)::picks)
                        .toArray());
        assertThat(IntStream.range(0, 1000).noneMatch(Cancellation.NONE::picks)).isTrue();
    }

    private static long countBefore(long[] due, long nanos) {
        return Arrays.stream(due).filter(at -> at < nanos).count();
    }
}
