package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A condition on a comparison under which a build should fail, as {@code time_to_first_token.p99>+10%}: the candidate's
 * number is more than 10 % above the baseline's; or {@code output_token_throughput.avg<-5%}: more than 5 % below.
 *
 * @param above whether the change must be above {@code percent}, else below
 * @param percent signed change against the baseline
 */
public record FailIf(Metric metric, String statistic, boolean above, double percent) {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*(\\w+)\\.(\\w+)\\s*([<>])\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*%\\s*");

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static FailIf parse(String text) {
        var match = SHAPE.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "condition '" + text + "' is not METRIC.STATISTIC>+N%, as time_to_first_token.p99>+10%");
        }
        var metric = Metric.ofKey(match.group(1))
                .orElseThrow(() -> new IllegalArgumentException(
                        "condition '" + text + "' names no metric; keys are those of the summary JSON"));
        if (metric.scope() == Metric.Scope.RUN) {
            if (!match.group(2).equals("avg")) {
                throw new IllegalArgumentException("'" + metric.key() + "' is one number for a run: use .avg");
            }
        } else {
            // For its check of the name.
            Statistics.of(new double[] {0}, 1).named(match.group(2));
        }
        return new FailIf(metric, match.group(2), match.group(3).equals(">"), Double.parseDouble(match.group(4)));
    }

    /** Whether the build should fail; also when a run lacks the number, since a gate that saw nothing has not passed. */
    public boolean holds(Comparison comparison) {
        var change = comparison.changePercent(metric, statistic);
        return change == null || change.isNaN() || (above ? change > percent : change < percent);
    }

    /** One line on what the comparison says to this condition. */
    public String describe(Comparison comparison) {
        var change = comparison.changePercent(metric, statistic);
        return String.format(
                Locale.ROOT,
                "%s.%s changed by %s (fails %s %+.1f %%)",
                metric.key(),
                statistic,
                change == null
                        ? "an unknown amount, since a run lacks it"
                        : String.format(Locale.ROOT, "%+.1f %%", change),
                above ? "above" : "below",
                percent);
    }
}
