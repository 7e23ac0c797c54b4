package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSearchTest {
    /** Searches a server that holds up to {@code capacity}. */
    private static List<BigDecimal> tried(LoadSearch search, double capacity) {
        return SearchRun.tried(search, load -> new Outcome(Double.NaN, load[0] <= capacity, Double.NaN)).stream()
                .map(List::getFirst)
                .toList();
    }

    private static LoadSearch whole(String range, double tolerance) {
        return new LoadSearch(SearchRun.whole(range), tolerance, Integer.MAX_VALUE);
    }

    private static Optional<BigDecimal> best(Search search) {
        return search.best().map(List::getFirst);
    }

    @Test
    void findsTheHighestLoadThatHoldsWhateverItIs() {
        for (int capacity = 0; capacity <= 300; capacity++) {
            LoadSearch search = whole("1:256", 0);
            List<BigDecimal> tried = tried(search, capacity);
            Optional<BigDecimal> expected =
                    capacity == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(Math.min(capacity, 256)));
            assertThat(best(search)).isEqualTo(expected);
            // Eight doublings, and as many halvings as the last doubling has bits.
            assertThat(tried.size()).isLessThanOrEqualTo(9 + 8);
            tried.forEach(load -> assertThat(load.intValueExact()).isBetween(1, 256));
        }
    }

    @Test
    void stopsWhereItIsNearEnough() {
        LoadSearch search = whole("1:1024", 0.1);
        tried(search, 700);
        double best = best(search).orElseThrow().doubleValue();
        assertThat(best).isLessThanOrEqualTo(700);
        assertThat(search.firstToFail().orElseThrow().doubleValue() - best).isLessThanOrEqualTo(0.1 * best);
    }

    @Test
    void endsAfterSoManyTries() {
        LoadSearch search = new LoadSearch(SearchRun.whole("1:1024"), 0, 4);
        assertThat(tried(search, 700)).extracting(BigDecimal::intValueExact).containsExactly(1, 2, 4, 8);
        assertThat(best(search)).contains(BigDecimal.valueOf(8));
    }

    @Test
    void searchesRatesInParts() {
        LoadSearch search =
                new LoadSearch(new Dimension(Range.parse("0.5:64"), new BigDecimal("0.01")), 0, Integer.MAX_VALUE);
        tried(search, 10.237);
        assertThat(best(search).orElseThrow()).isEqualByComparingTo("10.23");
    }

    @Test
    void neverLeavesItsRange() {
        assertThat(tried(whole("3:20", 0), 1000))
                .extracting(BigDecimal::intValueExact)
                .containsExactly(3, 6, 12, 20);
    }

    @ParameterizedTest
    @CsvSource({
        "8:256,'8,16,32,64,128,256'",
        "3:20,'3,6,12,20'",
        "100:250:50,'100,150,200,250'",
        "0.1:0.3:0.1,'0.1,0.2,0.3'",
        "4:4,4"
    })
    void rangesAreListedAsGenaiPerfDoes(String range, String expected) {
        assertThat(SweepValues.range(range))
                .extracting(BigDecimal::toPlainString)
                .containsExactly(expected.split(","));
        assertThat(SweepValues.list(expected))
                .extracting(BigDecimal::toPlainString)
                .containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "5:1", "a:3", "1:2:3:4", "0:3", "1:100000:1", "-2:4"})
    void whatIsNoRangeIsSaidSo(String range) {
        assertThatThrownBy(() -> SweepValues.range(range))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("\n")
                .isNotBlank();
    }
}
