package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the highest load of a range that still holds: from its lower end upwards by doubling until one does not hold, then by
 * halving what lies between. It takes for granted that what holds at a load holds at every lower one.
 */
public final class LoadSearch {
    private final Range range;
    private final BigDecimal unit;
    private final double tolerance;
    private @Nullable BigDecimal holds;
    private @Nullable BigDecimal fails;

    /**
     * @param unit loads tried are multiples of it: 1 for numbers of requests in flight
     * @param tolerance share of the found load within which the true one may lie, from 0, which is to the unit
     */
    public LoadSearch(Range range, BigDecimal unit, double tolerance) {
        if (unit.signum() <= 0 || !(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("unit " + unit + ", tolerance " + tolerance);
        }
        this.range = range;
        this.unit = unit;
        this.tolerance = tolerance;
    }

    /** The load to try next; empty when the search is over. */
    public Optional<BigDecimal> next() {
        if (fails == null) {
            return holds == null ? Optional.of(range.min()) : doubled(holds);
        }
        if (holds == null) {
            return Optional.empty();
        }
        BigDecimal gap = fails.subtract(holds);
        double enough = Math.max(unit.doubleValue(), holds.doubleValue() * tolerance);
        if (gap.doubleValue() <= enough) {
            return Optional.empty();
        }
        BigDecimal middle = rounded(holds.add(gap.divide(BigDecimal.TWO, MathContext.DECIMAL64)));
        boolean between = middle.compareTo(holds) > 0 && middle.compareTo(fails) < 0;
        return between ? Optional.of(middle) : Optional.empty();
    }

    private Optional<BigDecimal> doubled(BigDecimal from) {
        return from.compareTo(range.max()) >= 0
                ? Optional.empty()
                : Optional.of(from.add(from).min(range.max()));
    }

    private BigDecimal rounded(BigDecimal value) {
        return value.divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    /** What became of a load that was tried. */
    public void told(BigDecimal load, boolean held) {
        if (held) {
            holds = holds == null ? load : holds.max(load);
        } else {
            fails = fails == null ? load : fails.min(load);
        }
    }

    /** The highest load known to hold; empty when not even the lowest does. */
    public Optional<BigDecimal> best() {
        return Optional.ofNullable(holds);
    }

    /** The lowest load known not to hold; empty when every one tried did. */
    public Optional<BigDecimal> firstToFail() {
        return Optional.ofNullable(fails);
    }
}
