package io.streamgauge.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatedTableTest {
    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "100, 100",
        "90, 90",
        "95, 95",
        "99.9, 99.9",
        "99.95, 99.95",
        "50.5, 50.5",
        "10.05, 10.05",
        "0, 0",
        "0.5, 0.5"
    })
    void aNumberHasNoZerosBehindItsFraction(double number, String shown) {
        assertThat(RepeatedTable.plain(number)).isEqualTo(shown);
    }
}
