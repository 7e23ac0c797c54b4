package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far the numbers of repeated runs lie apart, on the console: means of each metric, and the 99th percentile of times. */
public final class RepeatedTable {
    private RepeatedTable() {}

    public static String render(RepeatedRuns runs, Look look) {
        String interval = String.format(Locale.ROOT, "%s%% interval", plain(100 * runs.confidence()));
        List<String> header = new ArrayList<>(
                List.of("Statistic", "mean", "std", "std error", interval + " from", "to", "cv", "min", "max"));
        if (runs.pooled() != null) {
            header.add("all requests");
        }
        List<TableGrid.Row> rows = new ArrayList<>();
        runs.spreads().forEach((key, spread) -> {
            Metric metric = key.metric();
            boolean time = metric.scope() != Metric.Scope.RUN && metric.unit() == Metric.Unit.MILLISECONDS;
            if (key.statistic().equals("avg") || (time && key.statistic().equals("p99"))) {
                String which = metric.scope() == Metric.Scope.RUN ? "" : " " + key.statistic();
                rows.add(new TableGrid.Row(
                        metric.label() + which, metric.shortLabel() + which, cells(spread, key, runs)));
            }
        });
        String title = "Streamgauge | " + runs.runs().size() + " runs";
        return new TableGrid(title, header, rows).render(look);
    }

    private static List<String> cells(Spread spread, RepeatedRuns.Key key, RepeatedRuns runs) {
        List<String> cells = new ArrayList<>(List.of(
                ConsoleTable.number(spread.mean()),
                ConsoleTable.number(spread.std()),
                ConsoleTable.number(spread.error()),
                ConsoleTable.number(spread.low()),
                ConsoleTable.number(spread.high()),
                Double.isNaN(spread.variation()) ? "N/A" : String.format(Locale.ROOT, "%.4f", spread.variation()),
                ConsoleTable.number(spread.min()),
                ConsoleTable.number(spread.max())));
        if (runs.pooled() != null) {
            Double ofAll = runs.pooled(key);
            cells.add(ofAll == null ? "" : ConsoleTable.number(ofAll));
        }
        return cells;
    }

    static String plain(double percent) {
        return String.format(Locale.ROOT, "%.4g", percent)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
