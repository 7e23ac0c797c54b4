package io.streamgauge.metrics;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bound on one number of a whole run, as {@code time_to_first_token.p99<300}.
 *
 * @param statistic as JSON files name it; {@code avg} for numbers of the whole run
 * @param below whether the number must be below {@code bound}, else above
 * @param bound in the metric's unit
 */
public record SummaryBound(Metric metric, String statistic, boolean below, double bound) {
    /** What a share is of where a bound is less. */
    public static final double LEAST_UNIT = 1e-9;

    private static final Pattern SHAPE =
            Pattern.compile("\\s*(\\w+)\\.(\\w+)\\s*([<>])=?\\s*(\\d+(?:\\.\\d+)?)\\s*(?:ms)?\\s*");

    private static final Pattern THEIRS = Pattern.compile("\\s*(\\w+):(\\w+):(lt|le|gt|ge):(.*)");

    /**
     * Reads a bound.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static SummaryBound parse(String text) {
        var match = SHAPE.matcher(ours(text));
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not METRIC.STATISTIC<BOUND, as time_to_first_token.p99<300");
        }
        var metric = metric(match.group(1), match.group(2));
        return new SummaryBound(metric, match.group(2), match.group(3).equals("<"), Double.parseDouble(match.group(4)));
    }

    /**
     * The metric of a key, which has that statistic.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static Metric metric(String key, String statistic) {
        var metric = Metric.ofKey(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + key + "' names no metric; keys are those of the summary JSON"));
        if (metric.scope() == Metric.Scope.RUN && !statistic.equals("avg")) {
            throw new IllegalArgumentException("'" + metric.key() + "' is one number for a run: use .avg");
        }
        // For its check of the name.
        Statistics.of(new double[] {0}, 1).named(statistic);
        return metric;
    }

    /** AIPerf's {@code METRIC:STATISTIC:lt:BOUND} as it is written here. */
    private static String ours(String text) {
        var match = THEIRS.matcher(text);
        return match.matches()
                ? match.group(1) + "." + match.group(2) + (match.group(3).startsWith("l") ? "<" : ">") + match.group(4)
                : text;
    }

    /** The number that is bounded, null when the run lacks it. */
    public @Nullable Double value(Summary summary) {
        return summary.number(metric, statistic);
    }

    /** Whether the run keeps the bound; one that lacks the number does not. */
    public boolean holds(Summary summary) {
        return isKeptBy(value(summary));
    }

    /** Whether a number keeps the bound; none does not. */
    public boolean isKeptBy(@Nullable Double value) {
        return value != null && (below ? value <= bound : value >= bound);
    }

    /** By how much the run exceeds the bound, as share of it, 0 or below where it is kept; not a number when the run lacks it. */
    public double excess(Summary summary) {
        return excess(value(summary));
    }

    /** The same of a number; not a number of none. */
    public double excess(@Nullable Double value) {
        return value == null ? Double.NaN : (below ? value - bound : bound - value) / Math.max(bound, LEAST_UNIT);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s.%s%s%s", metric.key(), statistic, below ? "<" : ">", bound);
    }
}
