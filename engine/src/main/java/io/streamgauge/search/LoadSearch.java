package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the highest load of a range that still holds: from its lower end upwards by doubling until one does not hold, then by
 * halving what lies between. It takes for granted that what holds at a load holds at every lower one.
 */
public final class LoadSearch implements Search {
    private final Range range;
    private final BigDecimal unit;
    private final double tolerance;
    private final int most;
    private int tries;
    private @Nullable BigDecimal holds;
    private @Nullable BigDecimal fails;

    /**
     * @param loads whose unit is 1 for numbers of requests in flight
     * @param tolerance share of the found load within which the true one may lie, from 0, which is to the unit
     * @param most tries at most
     */
    public LoadSearch(Dimension loads, double tolerance, int most) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("tolerance " + tolerance);
        }
        this.range = loads.range();
        this.unit = loads.unit();
        this.tolerance = tolerance;
        this.most = most;
    }

    @Override
    public Optional<List<BigDecimal>> next() {
        return tries >= most ? Optional.empty() : load().map(List::of);
    }

    private Optional<BigDecimal> load() {
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

    @Override
    public void told(List<BigDecimal> values, Outcome outcome) {
        BigDecimal load = values.getFirst();
        tries++;
        if (outcome.held()) {
            holds = holds == null ? load : holds.max(load);
        } else {
            fails = fails == null ? load : fails.min(load);
        }
    }

    /** The highest load known to hold; empty when not even the lowest does. */
    @Override
    public Optional<List<BigDecimal>> best() {
        return Optional.ofNullable(holds).map(List::of);
    }

    /** The lowest load known not to hold; empty when every one tried did. */
    Optional<BigDecimal> firstToFail() {
        return Optional.ofNullable(fails);
    }
}
