package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the load of a range up to which bounds hold, where runs err: doubles until one does not hold, then tries what lies on both
 * sides of where a rising curve through how far all tries were off crosses the bounds. By how much a bound was kept or exceeded says
 * more than that it was, so few tries are needed; and no single one decides, as what contradicts its neighbours is drawn to them.
 */
public final class IsotonicSearch implements Search {
    /** What is further beyond a bound, or below, tells no more of where it is crossed. */
    private static final double MOST_EXCESS = 1;

    /** Loads that did not hold, before it is believed that none above does. */
    private static final int WITNESSES = 2;

    private static final double LEAST_RISE = 2;
    private static final double MOST_RISE = 4;

    private final Range range;
    private final BigDecimal unit;
    private final double tolerance;
    private final int most;
    private final NavigableMap<BigDecimal, Outcome> tried = new TreeMap<>();
    private double widthBefore = Double.POSITIVE_INFINITY;
    private double width = Double.POSITIVE_INFINITY;

    /**
     * @param loads whose unit is 1 for numbers of requests in flight
     * @param tolerance share of the found load within which the true one may lie, from 0, which is to the unit
     * @param most tries at most
     */
    public IsotonicSearch(Dimension loads, double tolerance, int most) {
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
        return tried.size() >= most ? Optional.empty() : load().map(List::of);
    }

    private Optional<BigDecimal> load() {
        if (tried.isEmpty()) {
            return Optional.of(range.min());
        }
        int holding = curve().notAbove();
        boolean open = holding == tried.size();
        Optional<BigDecimal> higher = open || !isWitnessed(holding) ? higher() : Optional.empty();
        if (open || holding == 0) {
            return higher;
        }
        return within(at(holding - 1), at(holding)).or(() -> higher);
    }

    private RisingCurve curve() {
        return new RisingCurve(
                tried.keySet().stream()
                        .mapToDouble(load -> Math.log(load.doubleValue()))
                        .toArray(),
                tried.values().stream().mapToDouble(IsotonicSearch::excess).toArray());
    }

    private static double excess(Outcome outcome) {
        double excess = Double.isNaN(outcome.excess())
                ? outcome.held() ? -MOST_EXCESS : MOST_EXCESS
                : Math.clamp(outcome.excess(), -MOST_EXCESS, MOST_EXCESS);
        return outcome.held() ? excess : Math.max(excess, Double.MIN_NORMAL);
    }

    /** Whether enough of the loads above the curve's crossing did not hold themselves. */
    private boolean isWitnessed(int holding) {
        return tried.values().stream()
                        .skip(holding)
                        .filter(outcome -> !outcome.held())
                        .count()
                >= WITNESSES;
    }

    private Optional<BigDecimal> higher() {
        BigDecimal highest = tried.lastKey();
        if (highest.compareTo(range.max()) >= 0) {
            return Optional.empty();
        }
        // A latency that is a quarter of its bound is that of waiting for a quarter of the others at most.
        double times = Math.clamp(1 / (1 + excess(tried.lastEntry().getValue())), LEAST_RISE, MOST_RISE);
        return Optional.of(rounded(highest.multiply(BigDecimal.valueOf(times)))
                .max(highest.add(unit))
                .min(range.max()));
    }

    /** What to try between two loads that follow each other; empty where they are near enough. */
    private Optional<BigDecimal> within(BigDecimal holds, BigDecimal fails) {
        if (fails.subtract(holds).compareTo(enough(holds)) <= 0) {
            return Optional.empty();
        }
        double last = widthBefore;
        widthBefore = width;
        width = Math.log(fails.doubleValue() / holds.doubleValue());
        BigDecimal low = holds.add(unit);
        BigDecimal high = fails.subtract(unit);
        if (low.compareTo(high) > 0) {
            return Optional.empty();
        }
        // Where a bound is broken all at once the curve leads astray; two tries then halve no less than one in the
        // middle would.
        BigDecimal next = width > last / 2
                ? rounded(holds.add(fails).divide(BigDecimal.TWO, MathContext.DECIMAL64))
                : beside(BigDecimal.valueOf(crossing()), holds);
        return Optional.of(next.max(low).min(high));
    }

    /** So much below the crossing that what is as far above it as may be is near enough; or that, where the one was tried. */
    private BigDecimal beside(BigDecimal crossing, BigDecimal holds) {
        BigDecimal half = enough(crossing).subtract(unit).divide(BigDecimal.TWO, MathContext.DECIMAL64);
        BigDecimal below = rounded(crossing.subtract(half));
        return below.compareTo(holds) > 0 ? below : holds.add(enough(holds));
    }

    /** How far apart loads may be that the crossing lies between. */
    private BigDecimal enough(BigDecimal holds) {
        return rounded(holds.multiply(BigDecimal.valueOf(tolerance))).max(unit);
    }

    private BigDecimal rounded(BigDecimal value) {
        return value.divide(unit, 0, RoundingMode.FLOOR).multiply(unit);
    }

    private BigDecimal at(int number) {
        return tried.keySet().stream().skip(number).findFirst().orElseThrow();
    }

    @Override
    public void told(List<BigDecimal> values, Outcome outcome) {
        tried.put(values.getFirst(), outcome);
    }

    /** The highest load not above the crossing that held itself. */
    @Override
    public Optional<List<BigDecimal>> best() {
        int holding = tried.isEmpty() ? 0 : curve().notAbove();
        @Nullable BigDecimal best = null;
        for (var each : tried.entrySet().stream().limit(holding).toList()) {
            best = each.getValue().held() ? each.getKey() : best;
        }
        return Optional.ofNullable(best).map(List::of);
    }

    @Override
    public double crossing() {
        return tried.isEmpty() ? Double.NaN : Math.exp(curve().crossing());
    }
}
