package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KneeRefinementTest {
    private static List<BigDecimal> loads(String text) {
        return Stream.of(text.split(" ")).map(BigDecimal::new).toList();
    }

    @ParameterizedTest
    @CsvSource({
        // In the middle of the gap, below or above what was tried first.
        "1 2 4 8 16 32, 11.2, 1, 12",
        "1 2 4 8 16 32, 6.5, 1, 6",
        // At a load that was tried, in the wider gap beside it.
        "1 2 4 8 16 32, 8, 1, 12",
        "1 2 4 30 32, 30.2, 1, 17",
        "1 2 4 8, 1, 1, ''",
        // Nothing lies between.
        "1 2 3 4 5, 3, 1, ''",
        "1 2 3 5 6, 3, 1, 4",
        "0.5 1 2 4 8, 1.5, 0.01, 1.5",
        "0.5 1 1.01 4, 1.005, 0.01, ''",
        "1 2, 40, 1, ''"
    })
    void triesTheMiddleOfTheGapThatTheKneeIsIn(String tried, double at, BigDecimal unit, String expected) {
        Optional<BigDecimal> next = KneeRefinement.next(loads(tried), at, unit);
        assertThat(next.map(value -> value.stripTrailingZeros().toPlainString()).orElse(""))
                .isEqualTo(expected);
    }

    @Test
    void comesNearerToWhereAServerIsFull() {
        for (int full = 10; full <= 30; full++) {
            List<BigDecimal> tried = new ArrayList<>(SweepValues.range("1:128"));
            double before = Math.abs(knee(tried, full).at() - full);
            for (int i = 0; i < 4; i++) {
                KneeRefinement.next(tried, knee(tried, full).at(), BigDecimal.ONE)
                        .ifPresent(tried::add);
            }
            assertThat(tried).doesNotHaveDuplicates();
            assertThat(Math.abs(knee(tried, full).at() - full))
                    .as("full at %s", full)
                    .isLessThanOrEqualTo(Math.max(2, before));
            // A load that was tried lies beside it.
            double wanted = full;
            assertThat(tried).anyMatch(load -> Math.abs(load.doubleValue() - wanted) <= 0.15 * wanted);
        }
    }

    private static Knee knee(List<BigDecimal> tried, int full) {
        double[] loads = tried.stream().mapToDouble(BigDecimal::doubleValue).toArray();
        double[] throughputs = tried.stream()
                .mapToDouble(load -> 10 * Math.min(load.doubleValue(), full))
                .toArray();
        return Knee.of(loads, throughputs).orElseThrow();
    }
}
