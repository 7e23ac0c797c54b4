package io.streamgauge.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyModelTest {
    @ParameterizedTest
    @CsvSource({"0,0", "7ns,7", "250us,250000", "10ms,10000000", "1.5s,1500000000", "' 2 ms ',2000000"})
    void readsDurations(String text, long nanos) {
        assertThat(LatencyModel.parse(text)).isEqualTo(new LatencyModel.Fixed(nanos));
    }

    @Test
    void readsDistributions() {
        assertThat(LatencyModel.parse("uniform:1ms,2ms")).isEqualTo(new LatencyModel.Uniform(1_000_000, 2_000_000));
        assertThat(LatencyModel.parse("normal:10ms,2ms")).isEqualTo(new LatencyModel.Normal(10_000_000, 2_000_000));
        assertThat(LatencyModel.parse("exp:10ms")).isEqualTo(new LatencyModel.Exponential(10_000_000));
        assertThat(LatencyModel.parse("LogNormal:10ms, 4ms"))
                .isEqualTo(new LatencyModel.LogNormal(10_000_000, 4_000_000));
        assertThat(LatencyModel.parse("fixed:3us")).isEqualTo(new LatencyModel.Fixed(3_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "ms",
                "-5ms",
                "1.2.3s",
                "10 parsecs",
                "poisson:3ms",
                "normal:10ms",
                "exp:1ms,2ms",
                "uniform:2ms,1ms",
                "lognormal:0,1ms",
                "9999999s",
                "NaNms"
            })
    void refusesOtherTextInOneLine(String text) {
        assertThatThrownBy(() -> LatencyModel.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "3ms,3000000,0",
        "'uniform:2ms,4ms',3000000,577350",
        "'normal:10ms,2ms',10000000,2000000",
        "exp:10ms,10000000,10000000",
        "'lognormal:10ms,4ms',10000000,4000000"
    })
    void drawsHaveTheMeanAndSpreadAskedFor(String spec, double mean, double stddev) {
        var model = LatencyModel.parse(spec);
        var random = new SplittableRandom(5);
        var draws = LongStream.generate(() -> model.nextNanos(random))
                .limit(200_000)
                .toArray();
        var average = LongStream.of(draws).average().orElseThrow();
        var variance = LongStream.of(draws)
                .mapToDouble(draw -> (draw - average) * (draw - average))
                .average()
                .orElseThrow();
        assertThat(LongStream.of(draws).min().orElseThrow()).isNotNegative();
        assertThat(average).isCloseTo(mean, within(mean * 0.01));
        assertThat(Math.sqrt(variance)).isCloseTo(stddev, within(mean * 0.02));
    }
}
