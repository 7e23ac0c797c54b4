package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One of the things that a search varies: values of a range, which lie as far apart as their ratio says.
 *
 * @param unit values tried are multiples of it, but for the ends
 */
public record Dimension(Range range, BigDecimal unit) {
    public Dimension {
        if (unit.signum() <= 0) {
            throw new IllegalArgumentException("unit " + unit);
        }
    }

    /** The value at a share of the way, from 0 to 1. */
    BigDecimal at(double place) {
        double min = range.min().doubleValue();
        double value = min * Math.pow(range.max().doubleValue() / min, place);
        BigDecimal exact = BigDecimal.valueOf(value)
                .divide(unit, 0, RoundingMode.HALF_UP)
                .multiply(unit)
                .max(range.min())
                .min(range.max())
                .stripTrailingZeros();
        // The same value is always written the same.
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** The share of the way at which a value is. */
    double place(BigDecimal value) {
        double whole = Math.log(range.max().doubleValue() / range.min().doubleValue());
        return whole == 0 ? 0 : Math.log(value.doubleValue() / range.min().doubleValue()) / whole;
    }
}
