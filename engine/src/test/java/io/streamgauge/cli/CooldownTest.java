package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.clock.Clock;
import org.junit.jupiter.api.Test;

class CooldownTest {
    private static final long NANOS = 40_000_000L;

    @Test
    void waitsSoLongOnceARunHasEnded() {
        Cooldown cooldown = new Cooldown();
        cooldown.begin();
        long before = Clock.monotonic().nanos();
        assertThat(cooldown.await(NANOS)).isTrue();
        assertThat(Clock.monotonic().nanos() - before).isGreaterThanOrEqualTo(NANOS);
    }

    @Test
    void theFirstRunWaitsForNothing() {
        assertThat(new Cooldown().await(Long.MAX_VALUE)).isTrue();
    }
}
