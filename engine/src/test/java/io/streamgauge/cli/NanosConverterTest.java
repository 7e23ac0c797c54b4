package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NanosConverterTest {
    @ParameterizedTest
    @CsvSource({
        "250us, 250000",
        "10ms, 10000000",
        "1.5s, 1500000000",
        "10m, 600000000000",
        "2h, 7200000000000",
        "3, 3000000000"
    })
    void readsUnits(String text, long nanos) {
        assertThat(new NanosConverter().convert(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "ten", "1 day", "1e3s", "99999999999h"})
    void refusesTheRestWithAnExample(String text) {
        assertThatThrownBy(() -> new NanosConverter().convert(text)).hasMessageContaining("'" + text + "'");
    }
}
