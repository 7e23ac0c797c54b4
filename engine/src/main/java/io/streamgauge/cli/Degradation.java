package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.report.SweepPoint;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How much worse than at the lowest load a number may be.
 *
 * @param share above which it is too much, 0.2 for a fifth
 */
record Degradation(Metric metric, String statistic, double share) {
    /** What points say of it, in a line. */
    String of(List<SweepPoint> points, String load) {
        List<SweepPoint> told = points.stream()
                .filter(point -> point.number(metric, statistic) != null)
                .sorted(Comparator.comparing(SweepPoint::value))
                .toList();
        String number = metric.key() + "." + statistic;
        if (told.size() < 2) {
            return "Degradation: fewer than two points have " + number;
        }
        double least = at(told.getFirst());
        return told.stream()
                .skip(1)
                .filter(point -> at(point) > least * (1 + share))
                .findFirst()
                .map(point -> String.format(
                        Locale.ROOT,
                        "Degradation: %s is %.0f%% worse at %s %s than at %s, beyond the %.0f%% of --degradation-threshold",
                        number,
                        100 * (at(point) / least - 1),
                        load,
                        SweepParameter.text(point.value()),
                        SweepParameter.text(told.getFirst().value()),
                        100 * share))
                .orElseGet(() ->
                        String.format(Locale.ROOT, "Degradation: %s is nowhere worse by %.0f%%", number, 100 * share));
    }

    private double at(SweepPoint point) {
        return Objects.requireNonNull(point.number(metric, statistic));
    }
}
