package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Searches along the same things for several sets of bounds: what one of them tries, all are told of, so that none tries it again. */
public final class SharedSearch {
    private final List<Search> searches;

    /** @param searches at least one; each ends after as many tries as all make together, if it has such an end */
    public SharedSearch(List<Search> searches) {
        this.searches = List.copyOf(searches);
    }

    /** The values to try next, asked once before they are; empty when all searches are over. */
    public Optional<List<BigDecimal>> next() {
        return searches.stream().flatMap(search -> search.next().stream()).findFirst();
    }

    /**
     * What became of values that were tried.
     *
     * @param outcomes for each search, in their order
     */
    public void told(List<BigDecimal> values, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            searches.get(i).told(values, outcomes.get(i));
        }
    }

    /** Each for itself, in the order in which they were given. */
    public List<Search> searches() {
        return searches;
    }
}
