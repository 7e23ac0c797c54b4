package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which values to try next by what became of those tried. */
sealed interface Chooser permits GainChooser, ParzenChooser {
    /**
     * The values; empty where none is worth it.
     *
     * @param tries at least one
     * @param seen values that may not be tried again
     */
    Optional<List<BigDecimal>> next(List<Try> tries, Set<List<BigDecimal>> seen);
}
