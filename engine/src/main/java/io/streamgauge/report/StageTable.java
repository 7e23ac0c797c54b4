package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            String label = label(figures);
            rows.add(new TableGrid.Row(
                    label,
                    label,
                    numbers(figures).stream().map(StageTable::number).toList()));
        }
        return new TableGrid("Streamgauge | Stages: the requests that were due in each", HEADER, rows).render(look);
    }

    /** The same for the page, with every stage: what the columns are, and a row for each. */
    static Map<String, Object> data(List<StageFigures> stages) {
        List<Map<String, Object>> rows = stages.stream()
                .map(figures -> Map.<String, Object>of("label", label(figures), "values", numbers(figures)))
                .toList();
        return Map.of("columns", HEADER, "rows", rows);
    }

    /** From when to when, in seconds. */
    private static String label(StageFigures figures) {
        double from = figures.stage().fromNanos() / 1e9;
        return seconds(from) + " to " + seconds(from + figures.seconds());
    }

    /** What stands behind the label; null where there is nothing to say. */
    private static List<@Nullable Number> numbers(StageFigures figures) {
        Summary summary = figures.summary();
        List<@Nullable Number> numbers = new ArrayList<>();
        numbers.add(figures.stage().ratePerSecond());
        numbers.add(figures.sentPerSecond());
        numbers.add(figures.inFlight());
        numbers.add(figures.tokensPerSecond());
        numbers.add(summary.number(Metric.TIME_TO_FIRST_TOKEN, "p50"));
        numbers.add(summary.number(Metric.TIME_TO_FIRST_TOKEN, "p99"));
        numbers.add(summary.number(Metric.INTER_TOKEN_LATENCY, "p99"));
        numbers.add(summary.number(Metric.REQUEST_LATENCY, "p99"));
        numbers.add(summary.counts().failed());
        return numbers;
    }

    private static String seconds(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What is counted is whole. */
    private static String number(@Nullable Number value) {
        if (value == null) {
            return ConsoleTable.NO_VALUE;
        }
        return value instanceof Double measured ? ConsoleTable.number(measured) : String.valueOf(value);
    }
}
