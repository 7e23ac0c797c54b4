package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The table at the end of a run: genai-perf's rows in its order, then ours. Lines on failed requests stand above it,
 * remarks below. No number is ever cut; see {@link TableGrid} for what gives way.
 */
public final class ConsoleTable {
    static final String NO_VALUE = "N/A";
    private static final List<String> HEADER =
            List.of("Statistic", "avg", "min", "max", "p99", "p95", "p90", "p75", "p50", "std");
    private static final int MESSAGE_CHARS = 160;

    private ConsoleTable() {}

    /**
     * The lines on failures, the table, the remarks.
     *
     * @param subject what was measured, as {@code LLM Metrics}
     */
    public static String render(String subject, Summary summary, Look look) {
        var text = new StringBuilder();
        failureLines(summary).forEach(line -> text.append(ascii(line, look)).append('\n'));
        var definitions = summary.options().definitions();
        var by = definitions == Definitions.GENAI_PERF ? "" : " as " + definitions.key() + " defines them";
        text.append(new TableGrid("Streamgauge | " + subject + by, HEADER, rows(summary)).render(look));
        Remarks.of(summary).forEach(line -> text.append(ascii(line, look)).append('\n'));
        return text.toString();
    }

    private static List<TableGrid.Row> rows(Summary summary) {
        var rows = new ArrayList<TableGrid.Row>();
        for (var metric : Metric.values()) {
            var statistics = summary.distribution(metric);
            var total = summary.total(metric);
            if (statistics != null) {
                addRow(rows, summary, metric, cells(statistics));
            } else if (total != null) {
                var cells = new ArrayList<>(List.of(number(total)));
                while (cells.size() < HEADER.size() - 1) {
                    cells.add(NO_VALUE);
                }
                addRow(rows, summary, metric, cells);
            }
        }
        return rows;
    }

    private static void addRow(List<TableGrid.Row> rows, Summary summary, Metric metric, List<String> cells) {
        var definitions = summary.options().definitions();
        var label = definitions.label(metric);
        if (label != null) {
            boolean own = definitions == Definitions.GENAI_PERF;
            rows.add(new TableGrid.Row(label, own ? metric.shortLabel() : label, cells));
        }
    }

    private static List<String> cells(Statistics statistics) {
        return Stream.of(
                        statistics.avg(),
                        statistics.min(),
                        statistics.max(),
                        statistics.p99(),
                        statistics.p95(),
                        statistics.p90(),
                        statistics.p75(),
                        statistics.p50(),
                        statistics.std())
                .map(ConsoleTable::number)
                .toList();
    }

    /** As tables show it. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    /** One line on how many requests failed, then one a kind; none when nothing failed. */
    static List<String> failureLines(Summary summary) {
        var failures = summary.failures();
        if (failures.count() == 0) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        boolean cancelled = failures.kinds().stream().anyMatch(kind -> kind.status() == Status.CANCELLED);
        lines.add(String.format(
                Locale.ROOT,
                "%,d of %,d requests failed%s; the numbers below leave them out:",
                failures.count(),
                summary.counts().measured(),
                cancelled ? " or were cancelled" : ""));
        for (var kind : failures.kinds()) {
            var message = TerminalText.oneLine(kind.message(), MESSAGE_CHARS);
            lines.add(String.format(
                    Locale.ROOT, "  %,d × %s", kind.count(), kind.status().told(kind.httpStatus(), message)));
        }
        if (failures.inOtherKinds() > 0) {
            lines.add(String.format(Locale.ROOT, "  %,d × other", failures.inOtherKinds()));
        }
        return lines;
    }

    private static String ascii(String line, Look look) {
        if (look.unicode()) {
            return line;
        }
        var plain = new StringBuilder();
        line.codePoints().forEach(c -> {
            switch (c) {
                case '×' -> plain.append('x');
                case '…' -> plain.append("...");
                default -> plain.append(c < 0x80 ? Character.toString(c) : "?");
            }
        });
        return plain.toString();
    }
}
