package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrackTest {
    @Test
    void keepsEvenlySpacedPointsInBoundedMemory() {
        var track = new Track();
        for (int i = 0; i < 10 * Track.MOST_POINTS; i++) {
            track.add(i, i);
        }
        double[] values = track.values();
        assertThat(values.length).isBetween(Track.MOST_POINTS / 2, Track.MOST_POINTS);
        assertThat(values[0]).isZero();
        for (int i = 2; i < values.length; i++) {
            assertThat(values[i] - values[i - 1]).as("at " + i).isBetween(8.0, 31.0);
        }
        assertThat(values[values.length - 1]).isGreaterThan(10 * Track.MOST_POINTS - 32);
    }
}
