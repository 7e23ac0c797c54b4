package io.streamgauge.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth();

    private void pages(String... lines) {
        for (var line : lines) {
            growth.add(Pages.lines(line));
        }
    }

    @Test
    void countsFromTheFirstPage() {
        pages("c 100", "c 103", "c 110");
        assertThat(growth.sum("c", Map.of())).hasValue(10);
    }

    @Test
    void aCounterThatFellWasStartedAnew() {
        pages("c 100", "c 110", "c 4", "c 9");
        assertThat(growth.sum("c", Map.of())).hasValue(19);
    }

    @Test
    void aSeriesThatComesLaterBeganAtZero() {
        pages("c{r=\"stop\"} 5", "c{r=\"length\"} 7", "c{r=\"length\"} 9");
        assertThat(growth.sum("c", Map.of())).hasValue(9);
        assertThat(growth.sum("c", Map.of("r", "length"))).hasValue(9);
        assertThat(growth.sum("c", Map.of("r", "other"))).isEmpty();
    }

    @Test
    void forgetsWhatWasBeforeThePhase() {
        pages("c 1", "c 50");
        growth.forget();
        pages("c 60", "c 61");
        assertThat(growth.sum("c", Map.of())).hasValue(1);
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        pages("c 1", "c NaN", "c 3");
        assertThat(growth.sum("c", Map.of())).hasValue(2);
    }
}
