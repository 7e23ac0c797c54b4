package io.streamgauge.search;

import static io.streamgauge.search.SearchRun.best;
import static io.streamgauge.search.SearchRun.forBound;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedSearchTest {
    private static Search begin(boolean isotonic) {
        return forBound(isotonic, 0.05);
    }

    /** Searches a server that has loads up to which it holds, and tells what was tried. */
    private static List<List<BigDecimal>> tried(SharedSearch search, double... full) {
        return SearchRun.tried(
                search::next,
                (values, load) -> search.told(
                        values,
                        DoubleStream.of(full)
                                .mapToObj(each -> new Outcome(Double.NaN, load[0] <= each, load[0] / each - 1))
                                .toList()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsWhatSearchesOneByOneFindInFewerRuns(boolean isotonic) {
        int shared = 0;
        int alone = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] full = {random.nextDouble(1, 60), random.nextDouble(60, 200), random.nextDouble(100, 1000)};
            SharedSearch search = new SharedSearch(List.of(begin(isotonic), begin(isotonic), begin(isotonic)));
            shared += tried(search, full).size();
            for (int i = 0; i < full.length; i++) {
                SharedSearch single = new SharedSearch(List.of(begin(isotonic)));
                alone += tried(single, full[i]).size();
                for (SharedSearch each : List.of(search, single)) {
                    assertThat(best(each.searches().get(each == search ? i : 0)))
                            .as("seed %s", seed)
                            .isBetween(Math.min(full[i] - 1, full[i] / 1.06), full[i]);
                }
            }
        }
        assertThat(shared).as("alone %s", alone).isLessThan(alone * 3 / 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTierThatNothingKeepsDoesNotHoldUpTheOthers(boolean isotonic) {
        SharedSearch search = new SharedSearch(List.of(begin(isotonic), begin(isotonic)));
        tried(search, 0.1, 100);
        assertThat(search.searches().getFirst().best()).isEmpty();
        assertThat(best(search.searches().getLast())).isBetween(94.0, 100.0);
    }
}
