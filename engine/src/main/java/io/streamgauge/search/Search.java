package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Which values to try next, given what became of those tried. The same tries follow from the same outcomes. */
public sealed interface Search permits LoadSearch, IsotonicSearch, PeakSearch {
    /** The values to try next, one for each thing that is varied, asked once before they are; empty when the search is over. */
    Optional<List<BigDecimal>> next();

    /** What became of values that were tried. */
    void told(List<BigDecimal> values, Outcome outcome);

    /** The values that were looked for, of those tried; empty where there are none. */
    Optional<List<BigDecimal>> best();

    /** All of them, where there may be several that are as good, each in another way. */
    default List<List<BigDecimal>> front() {
        return best().stream().toList();
    }

    /** Where bounds are crossed by all that was measured; not a number where nothing says so. */
    default double crossing() {
        return Double.NaN;
    }
}
