package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stages of a run on the console, a row each. */
public final class StageTable {
    /** More rows than this hide the table above them; the files have all. */
    private static final int MOST_ROWS = 40;

    private static final List<String> HEADER = List.of(
            "Stage (s)",
            "Asked (req/s)",
            "Sent (req/s)",
            "In flight at end",
            "Output tokens/s",
            "TTFT p50 (ms)",
            "TTFT p99 (ms)",
            "ITL p99 (ms)",
            "Latency p99 (ms)",
            "Failed");

    private StageTable() {}

    /** The table; empty without stages, and where there are too many to be read. */
    public static String render(List<StageFigures> stages, Look look) {
        if (stages.isEmpty() || stages.size() > MOST_ROWS) {
            return "";
        }
        List<TableGrid.Row> rows = new ArrayList<>();
        for (StageFigures figures : stages) {
            double from = figures.stage().fromNanos() / 1e9;
            String label = seconds(from) + " to " + seconds(from + figures.seconds());
            Summary summary = figures.summary();
            rows.add(new TableGrid.Row(
                    label,
                    label,
                    List.of(
                            number(figures.stage().ratePerSecond()),
                            number(figures.sentPerSecond()),
                            String.valueOf(figures.inFlight()),
                            number(figures.tokensPerSecond()),
                            number(summary.number(Metric.TIME_TO_FIRST_TOKEN, "p50")),
                            number(summary.number(Metric.TIME_TO_FIRST_TOKEN, "p99")),
                            number(summary.number(Metric.INTER_TOKEN_LATENCY, "p99")),
                            number(summary.number(Metric.REQUEST_LATENCY, "p99")),
                            String.valueOf(summary.counts().failed()))));
        }
        return new TableGrid("Streamgauge | Stages: the requests that were due in each", HEADER, rows).render(look);
    }

    private static String seconds(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? ConsoleTable.NO_VALUE : ConsoleTable.number(value);
    }
}
