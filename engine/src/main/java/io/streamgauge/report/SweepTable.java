package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
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
        List<TableGrid.Row> rows = new ArrayList<>();
        for (SweepPoint point : points) {
            List<String> cells = new ArrayList<>();
            columns.forEach(parameter -> cells.add(point.text(parameter)));
            cells.add(number(point.throughput()));
            cells.add(number(point.throughputPerUser()));
            cells.add(number(point.number(Metric.REQUEST_THROUGHPUT, "avg")));
            cells.add(number(point.number(Metric.TIME_TO_FIRST_TOKEN, "p50")));
            cells.add(number(point.number(Metric.TIME_TO_FIRST_TOKEN, "p99")));
            cells.add(number(point.number(Metric.INTER_TOKEN_LATENCY, "p99")));
            cells.add(number(point.number(Metric.REQUEST_LATENCY, "p99")));
            cells.add(String.valueOf(point.summary().counts().failed()));
            cells.add(point.isOnFrontier(points) ? "*" : "");
            if (held) {
                cells.add(point.holds() ? "yes" : "no");
            }
            String label = columns.isEmpty() ? point.name() : String.valueOf(rows.size() + 1);
            rows.add(new TableGrid.Row(label, label, cells));
        }
        return new TableGrid("Streamgauge | Throughput per user against throughput", header, rows).render(look);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "N/A" : String.format(Locale.ROOT, "%,.2f", value);
    }
}
