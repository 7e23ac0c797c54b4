package io.streamgauge.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallOffsetTest {
    @Test
    void carriesTheWallClockToTheMonotonicOne() {
        try (var offset = new WallOffset()) {
            long before = System.nanoTime();
            Instant now = Instant.now();
            long after = System.nanoTime();
            long carried = offset.toMonotonic(now.getEpochSecond() * 1_000_000_000L + now.getNano());
            long doubt = offset.doubtNanos() + 1_000; // Instant may be a microsecond coarse
            assertThat(carried).isBetween(before - doubt, after + doubt);
        }
    }

    @Test
    void keepsTheMeasurementOfLeastDoubt() {
        try (var offset = new WallOffset()) {
            long known = -offset.toMonotonic(0);
            assertThat(offset.accept(known + 5, offset.doubtNanos() + 100)).isFalse();
            assertThat(-offset.toMonotonic(0)).isEqualTo(known);
            assertThat(offset.accept(known + 3, 2)).isFalse();
            assertThat(-offset.toMonotonic(0)).isEqualTo(known + 3);
            assertThat(offset.doubtNanos()).isEqualTo(2);
        }
    }

    @Test
    void takesAContradictionForAStep() {
        try (var offset = new WallOffset()) {
            long known = -offset.toMonotonic(0);
            assertThat(offset.accept(known + 1_000_000_000L, 50)).isTrue();
            assertThat(offset.steps()).isEqualTo(1);
            assertThat(-offset.toMonotonic(0)).isEqualTo(known + 1_000_000_000L);
            assertThat(offset.accept(known + 1_000_000_010L, 60)).isFalse();
            assertThat(offset.steps()).isEqualTo(1);
        }
    }
}
