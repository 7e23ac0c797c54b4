package io.streamgauge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamgauge.clock.Clock;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final long MILLI = 1_000_000;

    private final Watch watch = new Watch(Clock.monotonic(), () -> 0, () -> 0);

    @Test
    void lateBecauseOthersRanIsNoStandstill() {
        watch.tick(2_000 * MILLI, 1_950 * MILLI, 0);
        watch.tick(2_000 * MILLI, 0, 1_900 * MILLI);
        watch.tick(200 * MILLI, 0, 0);
        assertThat(watch.standstills()).isZero();
        assertThat(watch.stillNanos()).isZero();
    }

    @Test
    void lateForNoReasonIsAStandstill() {
        watch.tick(1_500 * MILLI, 20 * MILLI, 0);
        watch.tick(400 * MILLI, 0, 0);
        assertThat(watch.standstills()).isEqualTo(2);
        assertThat(watch.stillNanos()).isEqualTo(1_880 * MILLI);
    }

    @Test
    void steadyCostLeavesBothEndsOut() {
        // Dear until the fifth part of the tokens, 4 us a token from there, dear again from nine tenths on.
        long cpu = 0;
        for (int percent = 0; percent <= 100; percent++) {
            watch.sample(cpu, 500 + percent * 1_000L);
            cpu += percent < 20 || percent >= 90 ? 50_000_000 : 4_000_000;
        }
        assertThat(watch.steadyCpuNanosPerToken()).isCloseTo(4_000, within(1e-6));
    }

    @Test
    void aLongRunIsSampledMoreCoarsely() {
        for (int i = 0; i < 100_000; i++) {
            watch.sample(i * 3_000L, i);
        }
        assertThat(watch.steadyCpuNanosPerToken()).isCloseTo(3_000, within(1e-6));
    }

    @Test
    void withoutTokensThereIsNoCostOfOne() {
        for (int i = 0; i < 10; i++) {
            watch.sample(i, 0);
        }
        assertThat(watch.steadyCpuNanosPerToken()).isZero();
    }
}
