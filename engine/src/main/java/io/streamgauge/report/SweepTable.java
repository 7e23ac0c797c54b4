package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sweep on the console: what the server gives in all against what one user sees of it. */
public final class SweepTable {
    private SweepTable() {}

    /**
     * The table.
     *
     * @param held whether points were held to bounds, and so have a column for it
     */
    public static String render(List<SweepPoint> points, boolean held, Look look) {
        List<String> parameters = List.copyOf(points.getFirst().values().keySet());
        // Of one, the name of the point says it.
        List<String> columns = parameters.size() > 1 ? parameters : List.of();
        List<String> header = new ArrayList<>(List.of(parameters.size() > 1 ? "#" : "Point"));
        header.addAll(columns);
        header.addAll(List.of(
                "Output tokens/s",
                "Tokens/s/user",
                "Requests/s",
                "TTFT p50 (ms)",
                "TTFT p99 (ms)",
                "ITL p99 (ms)",
                "Latency p99 (ms)",
                "Failed",
                "Frontier"));
        if (held) {
            header.add("Holds");
        }
        if (points.getFirst().tiers() != null) {
            header.add("Tiers that hold");
        }
        List<TableGrid.Row> rows = new ArrayList<>();
        for (SweepPoint point : points) {
            List<String> cells = new ArrayList<>();
            columns.forEach(parameter -> cells.add(point.text(parameter)));
            cells.add(number(point, Metric.OUTPUT_TOKEN_THROUGHPUT, "avg", point.throughput()));
            cells.add(number(point, Metric.OUTPUT_TOKEN_THROUGHPUT_PER_USER, "avg", point.throughputPerUser()));
            cells.add(number(point, Metric.REQUEST_THROUGHPUT, "avg"));
            cells.add(number(point, Metric.TIME_TO_FIRST_TOKEN, "p50"));
            cells.add(number(point, Metric.TIME_TO_FIRST_TOKEN, "p99"));
            cells.add(number(point, Metric.INTER_TOKEN_LATENCY, "p99"));
            cells.add(number(point, Metric.REQUEST_LATENCY, "p99"));
            cells.add(String.valueOf(point.failed()));
            cells.add(point.isOnFrontier(points) ? "*" : "");
            if (held) {
                cells.add(point.holds() ? "yes" : "no");
            }
            if (point.tiers() != null) {
                cells.add(point.tiers().isEmpty() ? "none" : String.join(", ", point.tiers()));
            }
            String label = columns.isEmpty() ? point.name() : String.valueOf(rows.size() + 1);
            rows.add(new TableGrid.Row(label, label, cells));
        }
        return new TableGrid(title(points), header, rows).render(look);
    }

    private static String title(List<SweepPoint> points) {
        RepeatedRuns repeats = points.getFirst().repeats();
        String title = "Streamgauge | Throughput per user against throughput";
        return repeats == null
                ? title
                : title + " | " + (repeats.pooled() == null ? "means of " : "all requests of ")
                        + repeats.runs().size() + " runs, ± half of their "
                        + RepeatedTable.plain(100 * repeats.confidence()) + "% interval";
    }

    /** A number of a point; of several runs with half of its confidence interval. */
    static String number(SweepPoint point, Metric metric, String statistic) {
        return number(point, metric, statistic, point.number(metric, statistic));
    }

    private static String number(SweepPoint point, Metric metric, String statistic, @Nullable Double value) {
        RepeatedRuns repeats = point.repeats();
        Spread spread = repeats == null ? null : repeats.spread(metric, statistic);
        String half = spread == null ? "" : String.format(Locale.ROOT, " ±%,.2f", (spread.high() - spread.low()) / 2);
        return value == null ? "N/A" : ConsoleTable.number(value) + half;
    }
}
