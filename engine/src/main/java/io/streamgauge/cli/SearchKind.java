package io.streamgauge.cli;

import io.streamgauge.search.Dimension;
import io.streamgauge.search.IsotonicSearch;
import io.streamgauge.search.LoadSearch;
import io.streamgauge.search.PeakSearch;
import io.streamgauge.search.Search;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a search goes: what {@code --search-planner} names. */
enum SearchKind {
    /** The highest load that keeps every bound, by doubling and halving. */
    MONOTONIC(true),
    /** The same by a rising curve through how far all runs were off. */
    SMOOTH_ISOTONIC(true),
    /** The most of a metric, by a Gaussian process. */
    BAYESIAN(false),
    /** The same by a tree-structured Parzen estimator. */
    TPE(false);

    private final boolean seeksBound;

    SearchKind(boolean seeksBound) {
        this.seeksBound = seeksBound;
    }

    /** The kind of this name, here or in AIPerf; empty where there is none. */
    static Optional<SearchKind> named(String name) {
        String ours = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace("monotonic_sla", "monotonic");
        return Arrays.stream(values()).filter(kind -> kind.key().equals(ours)).findFirst();
    }

    static String keys() {
        return Arrays.stream(values()).map(SearchKind::key).collect(Collectors.joining(", "));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it looks for the highest load that keeps bounds, in place of the most of a metric. */
    boolean seeksBound() {
        return seeksBound;
    }

    Search begin(List<Dimension> searched, PeakSearch.Effort effort, double tolerance) {
        return switch (this) {
            case MONOTONIC -> new LoadSearch(searched.getFirst(), tolerance, effort.most());
            case SMOOTH_ISOTONIC -> new IsotonicSearch(searched.getFirst(), tolerance, effort.most());
            case BAYESIAN -> PeakSearch.byGain(searched, effort);
            case TPE -> PeakSearch.byDensity(searched, effort);
        };
    }
}
