package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    /** 10 up to 0.1, 30 more up to 0.3, none up to 0.5, 40 up to 1, 20 above. */
    private final Buckets buckets =
            new Buckets(new TreeMap<>(Map.of(0.1, 10.0, 0.3, 40.0, 0.5, 40.0, 1.0, 80.0, INFINITE, 100.0)), 60);

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.1, 0.1", "0.25, 0.2", "0.4, 0.3", "0.5, 0.625", "0.8, 1", "0.9, 1", "0.99, 1"})
    void quantilesSpreadEvenlyWithinABucket(double part, double expected) {
        assertThat(buckets.quantile(part)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void saysWhenAQuantileLiesBeyondTheBuckets() {
        assertThat(buckets.beyond(0.8)).isFalse();
        assertThat(buckets.beyond(0.81)).isTrue();
        assertThat(buckets.average()).isEqualTo(0.6);
    }

    @Test
    void addsUpSeriesThatDifferInOtherLabels() {
        var growth = new Growth();
        growth.add(Pages.lines("h_bucket{e=\"0\",le=\"1\"} 2", "h_bucket{e=\"0\",le=\"+Inf\"} 2", "h_sum{e=\"0\"} 1"));
        growth.add(Pages.lines(
                "h_bucket{e=\"0\",le=\"1\"} 3",
                "h_bucket{e=\"0\",le=\"+Inf\"} 6",
                "h_sum{e=\"0\"} 9",
                "h_bucket{e=\"1\",le=\"1.0\"} 4",
                "h_bucket{e=\"1\",le=\"+Inf\"} 4",
                "h_sum{e=\"1\"} 2"));
        assertThat(Buckets.of(growth, "h")).isEqualTo(new Buckets(new TreeMap<>(Map.of(1.0, 5.0, INFINITE, 8.0)), 10));
        assertThat(Buckets.of(growth, "other")).isNull();
    }

    @Test
    void aHistogramThatDidNotGrowSaysNothing() {
        var growth = new Growth();
        growth.add(Pages.of("vllm"));
        growth.add(Pages.of("vllm"));
        assertThat(Buckets.of(growth, "vllm:time_to_first_token_seconds")).isNull();
    }
}
