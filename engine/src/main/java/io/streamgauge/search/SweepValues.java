package io.streamgauge.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Values to sweep over, as genai-perf writes them. Numbers are decimals, so that {@code 0.1:0.5:0.1} ends where it says. */
public final class SweepValues {
    private static final int MOST = 10_000;

    private SweepValues() {}

    /**
     * Values of a list {@code a,b,c}, in its order.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static List<BigDecimal> list(String text) {
        List<BigDecimal> values = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            values.add(number(part, text));
        }
        return List.copyOf(values);
    }

    /**
     * Values of {@code min:max:step}, both ends among them where the steps meet them; of {@code min:max} without a step the
     * doublings of the first, and the last.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static List<BigDecimal> range(String text) {
        return range(Range.parse(text));
    }

    /** Values of a range, as {@link #range(String)} has them. */
    public static List<BigDecimal> range(Range range) {
        List<BigDecimal> values = new ArrayList<>();
        BigDecimal value = range.min();
        while (value.compareTo(range.max()) <= 0) {
            if (values.size() == MOST) {
                throw new IllegalArgumentException("the range has more than " + MOST + " values; take a longer step");
            }
            values.add(value);
            value = range.step() == null ? value.add(value) : value.add(range.step());
        }
        if (range.step() == null && values.getLast().compareTo(range.max()) < 0) {
            values.add(range.max());
        }
        return List.copyOf(values);
    }

    static BigDecimal number(String part, String whole) {
        try {
            BigDecimal value = new BigDecimal(part.strip());
            if (value.signum() > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + part.strip() + "' in '" + whole + "' is no number", e);
        }
        throw new IllegalArgumentException("'" + part.strip() + "' in '" + whole + "' must be above 0");
    }
}
