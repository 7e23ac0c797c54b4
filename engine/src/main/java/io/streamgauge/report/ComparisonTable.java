package io.streamgauge.report;

import java.util.List;
import java.util.Locale;

/** Two runs side by side. */
public final class ComparisonTable {
    private static final List<String> HEADER =
            List.of("Statistic", "baseline", "candidate", "change", "95 % of change", "beyond spread");

    private ComparisonTable() {}

    /** The table, and remarks on failures of either run. */
    public static String render(Comparison comparison, Look look) {
        var rows = comparison.lines().stream()
                .map(line -> new TableGrid.Row(
                        line.metric().label() + " " + line.statistic(),
                        line.metric().shortLabel() + " " + line.statistic(),
                        cells(line)))
                .toList();
        var text = new StringBuilder(new TableGrid("Streamgauge | Comparison", HEADER, rows).render(look));
        var before = comparison.baseline().counts();
        var after = comparison.candidate().counts();
        if (before.failed() > 0 || after.failed() > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "Failed requests: %,d of %,d in the baseline, %,d of %,d in the candidate; the numbers leave them out.\n",
                    before.failed(),
                    before.measured(),
                    after.failed(),
                    after.measured()));
        }
        return text.toString();
    }

    private static List<String> cells(Comparison.Line line) {
        boolean judged = line.verdict() != Comparison.Verdict.NOT_JUDGED;
        return List.of(
                ConsoleTable.number(line.baseline()),
                ConsoleTable.number(line.candidate()),
                Double.isNaN(line.ratio()) ? ConsoleTable.NO_VALUE : percent(line.changePercent()),
                judged
                        ? percent((line.low() - 1) * 100) + " to " + percent((line.high() - 1) * 100)
                        : ConsoleTable.NO_VALUE,
                switch (line.verdict()) {
                    case DIFFERENT -> "yes";
                    case WITHIN_SPREAD -> "no";
                    case NOT_JUDGED -> ConsoleTable.NO_VALUE;
                });
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%+.1f %%", value);
    }
}
