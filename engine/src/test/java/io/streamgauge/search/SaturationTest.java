package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test of over-saturation on series that are made, 10 requests a second. */
class SaturationTest {
    private static final Saturation.Rule RULE = new Saturation.Rule(30_000_000_000L, 2_500_000_000L);

    /** The second at which it is reached; -1 where it is not within five minutes. */
    private static int reachedAt(
            Saturation.Rule rule,
            DoubleUnaryOperator inFlight,
            DoubleUnaryOperator firstToken,
            long seed,
            double noise) {
        Random random = new Random(seed);
        Saturation saturation = new Saturation(rule);
        for (int second = 1; second <= 300; second++) {
            for (int i = 0; i < 10; i++) {
                double at = second - 1 + i / 10.0;
                saturation.firstToken(at, firstToken.applyAsDouble(at) * (1 + noise * random.nextGaussian()));
            }
            saturation.inFlight(second, inFlight.applyAsDouble(second) * (1 + noise * random.nextGaussian()));
            if (saturation.isReached(second)) {
                return second;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isReachedWhereBothRise(long seed) {
        assertThat(reachedAt(RULE, t -> 50 + 5 * t, t -> 1 + t / 10, seed, 0.1)).isBetween(30, 45);
    }

    @Test
    void isNeverReachedByAServerThatKeepsUp() {
        // A steady server under noise: trends come and go, those of both at once are rarely sure.
        int reached = 0;
        for (long seed = 0; seed < 40; seed++) {
            reached += reachedAt(RULE, t -> 60, t -> 2, seed, 0.2) >= 0 ? 1 : 0;
        }
        assertThat(reached).isZero();
    }

    @Test
    void slownessAloneIsNoSaturation() {
        // Half of the first tokens are late, and nothing moves.
        assertThat(reachedAt(RULE, t -> 60, t -> 5, 1, 0)).isEqualTo(-1);
        // Only the one rises, or only the other.
        assertThat(reachedAt(RULE, t -> 60, t -> 3 + t / 10, 1, 0)).isEqualTo(-1);
        assertThat(reachedAt(RULE, t -> 50 + 5 * t, t -> 5, 1, 0)).isEqualTo(-1);
        // They fall.
        assertThat(reachedAt(RULE, t -> 600 - t, t -> 40 - t / 10, 1, 0.02)).isEqualTo(-1);
    }

    @Test
    void isNotReachedBeforeFirstTokensAreLate() {
        assertThat(reachedAt(RULE, t -> 50 + 5 * t, t -> 0.1 + t / 1000, 1, 0.01))
                .isEqualTo(-1);
        assertThat(reachedAt(new Saturation.Rule(30_000_000_000L, 0), t -> 50 + 5 * t, t -> 0.1 + t / 1000, 1, 0.01))
                .isEqualTo(30);
    }

    @Test
    void fiveSecondsAreNeededInAnyCase() {
        assertThat(reachedAt(new Saturation.Rule(0, 0), t -> 50 + 5 * t, t -> 1 + t / 10, 1, 0))
                .isBetween(5, 8);
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        // A surge of the first minute, then calm until its rise has left the window.
        Saturation saturation = new Saturation(new Saturation.Rule(200_000_000_000L, 0));
        for (int second = 1; second <= 300; second++) {
            saturation.inFlight(second, Math.min(second, 60) * 10);
            saturation.firstToken(second, Math.min(second, 60));
            assertThat(saturation.isReached(second)).isFalse();
        }
    }
}
