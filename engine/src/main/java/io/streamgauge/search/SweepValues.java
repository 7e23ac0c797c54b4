package io.streamgauge.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Values to sweep over, as genai-perf writes them. Numbers are decimals, so that {@code 0.1:0.5:0.1} ends where it says. */
public final class SweepValues {
    private static final int MOST = 10_000;
    private static final int MOST_DIGITS = 18;

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

    /**
     * Whole numbers from one to another, each about as many times the one before: AIPerf's steps. Fewer than asked for where
     * they would be the same.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static List<BigDecimal> byRatio(int min, int max, int count) {
        if (min < 1 || max <= min || count < 2) {
            throw new IllegalArgumentException("from " + min + " to " + max + " in " + count
                    + " steps: give a lower end of at least 1, a higher one above it, and at least 2 steps");
        }
        return IntStream.range(0, count)
                .mapToLong(i -> Math.round(min * Math.pow((double) max / min, (double) i / (count - 1))))
                .distinct()
                .mapToObj(BigDecimal::valueOf)
                .toList();
    }

    /** Numbers from above one up to another, evenly, or each as many times the one before; to four digits. */
    public static List<BigDecimal> between(double from, double to, int count, boolean byRatio) {
        return IntStream.rangeClosed(1, count)
                .mapToDouble(i -> {
                    double share = (double) i / count;
                    return byRatio ? from * Math.pow(to / from, share) : from + (to - from) * share;
                })
                .mapToObj(value -> new BigDecimal(value).round(new MathContext(4)))
                .distinct()
                .toList();
    }

    static BigDecimal number(String part, String whole) {
        try {
            BigDecimal value = new BigDecimal(part.strip());
            // Written out, 1e999999999 has a thousand million digits.
            long digits = (long) value.precision() - value.scale();
            if (value.signum() > 0 && (digits > MOST_DIGITS || value.scale() > MOST_DIGITS)) {
                throw new IllegalArgumentException("'" + part.strip() + "' in '" + whole
                        + "': give a number of at most " + MOST_DIGITS + " digits before and behind the point");
            }
            if (value.signum() > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + part.strip() + "' in '" + whole + "' is no number", e);
        }
        throw new IllegalArgumentException("'" + part.strip() + "' in '" + whole + "' must be above 0");
    }
}
