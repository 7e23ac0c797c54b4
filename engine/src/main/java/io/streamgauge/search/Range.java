package io.streamgauge.search;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A range of loads.
 *
 * @param min at least, above 0
 * @param max at most, not below {@code min}
 * @param step from one to the next; null for doublings
 */
public record Range(
        BigDecimal min, BigDecimal max, @Nullable BigDecimal step) {
    /**
     * Reads {@code min:max} or {@code min:max:step}.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static Range parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("'" + text + "' is not MIN:MAX or MIN:MAX:STEP, as 1:256 or 100:500:50");
        }
        Range range = new Range(
                SweepValues.number(parts[0], text),
                SweepValues.number(parts[1], text),
                parts.length == 3 ? SweepValues.number(parts[2], text) : null);
        if (range.min().compareTo(range.max()) > 0) {
            throw new IllegalArgumentException("'" + text + "' begins above its end");
        }
        return range;
    }
}
