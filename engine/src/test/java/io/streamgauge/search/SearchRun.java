package io.streamgauge.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs searches to their ends. */
final class SearchRun {
    /** More runs than any search has need of: one that has made as many would go on for ever. */
    private static final int ENDLESS = 64;

    private SearchRun() {}

    static Dimension whole(String range) {
        return new Dimension(Range.parse(range), BigDecimal.ONE);
    }

    /** Searches for the highest load that keeps a bound, by a curve through all runs or by halving. */
    static Search forBound(boolean isotonic, double tolerance) {
        Dimension loads = whole("1:1024");
        return isotonic
                ? new IsotonicSearch(loads, tolerance, Integer.MAX_VALUE)
                : new LoadSearch(loads, tolerance, Integer.MAX_VALUE);
    }

    /** What a search tried, nothing twice, of a server that gives this by the values tried. */
    static List<List<BigDecimal>> tried(Search search, Function<double[], Outcome> server) {
        return tried(search::next, (values, numbers) -> search.told(values, server.apply(numbers)));
    }

    /** The same of one whose loads are tried alone. */
    static List<Double> loads(Search search, DoubleFunction<Outcome> server) {
        return tried(search, values -> server.apply(values[0])).stream()
                .map(values -> values.getFirst().doubleValue())
                .toList();
    }

    /** The same of anything that has values to try until it has none, and is told of them, also as numbers. */
    static List<List<BigDecimal>> tried(
            Supplier<Optional<List<BigDecimal>>> next, BiConsumer<List<BigDecimal>, double[]> told) {
        List<List<BigDecimal>> tried = new ArrayList<>();
        for (var values = next.get(); values.isPresent(); values = next.get()) {
            double[] numbers = numbers(values.get());
            assertThat(tried)
                    .extracting(SearchRun::numbers)
                    .doesNotContain(numbers)
                    .hasSizeLessThan(ENDLESS);
            tried.add(values.get());
            told.accept(values.get(), numbers);
        }
        return tried;
    }

    static double[] numbers(List<BigDecimal> values) {
        return values.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }

    /** Of a run without bounds. */
    static Outcome outcome(double number) {
        return new Outcome(number, true, Double.NaN);
    }

    /** The first value of the best run. */
    static double best(Search search) {
        return search.best().orElseThrow().getFirst().doubleValue();
    }
}
