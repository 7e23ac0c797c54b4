package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A number that is to be as high, or as low, as it can.
 *
 * @param statistic as JSON files name it
 * @param least whether it is to be low
 */
public record SearchGoal(Metric metric, String statistic, boolean least) {
    /** What was measured; null where nothing was. */
    public @Nullable Double number(SweepPoint point) {
        return point.number(metric, statistic);
    }

    /** The same so that more is better; not a number where nothing was. */
    public double worth(SweepPoint point) {
        Double number = number(point);
        return number == null ? Double.NaN : worth(number);
    }

    double worth(double number) {
        return least ? -number : number;
    }

    public String text() {
        return (least ? "Least " : "Most ") + key();
    }

    public String key() {
        return metric.key() + "." + statistic;
    }

    String direction() {
        return least ? "minimize" : "maximize";
    }

    String label() {
        return metric.label() + (metric.scope() == Metric.Scope.RUN ? "" : " " + statistic);
    }
}
