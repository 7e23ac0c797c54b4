package io.streamgauge.report;

import io.streamgauge.metrics.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs on one page, each with its own colour: numbers against the first run, percentile curves and courses laid over each other. */
public final class ComparisonPage {
    private ComparisonPage() {}

    /**
     * Writes the page.
     *
     * @param runs the baseline first
     * @param comparisons of every further run with it, in the same order
     */
    public static void write(Path path, List<RecordedRun> runs, List<Comparison> comparisons) throws IOException {
        HtmlPage.write(path, "comparison", data(runs, comparisons));
    }

    static Map<String, Object> data(List<RecordedRun> runs, List<Comparison> comparisons) {
        var summaries = new ArrayList<Summary>();
        summaries.add(comparisons.getFirst().baseline());
        comparisons.forEach(comparison -> summaries.add(comparison.candidate()));
        var charts = new ArrayList<RunCharts.Of>();
        for (int i = 0; i < runs.size(); i++) {
            var records = runs.get(i).file().records();
            charts.add(RunCharts.of(records, summaries.get(i)));
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("runs", runs(runs, summaries));
        data.put("rows", rows(comparisons));
        data.put("distributions", RunCharts.distributions(charts));
        data.put("series", RunCharts.series(charts));
        return data;
    }

    private static List<Map<String, Object>> runs(List<RecordedRun> runs, List<Summary> summaries) {
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < runs.size(); i++) {
            var config = runs.get(i).manifest().asked().inputConfig();
            var row = new LinkedHashMap<String, Object>();
            row.put("name", name(runs.get(i).directory()));
            row.put("facts", String.join(", ", facts(config)));
            row.put("requests", summaries.get(i).counts().kept());
            row.put("failed", summaries.get(i).counts().failed());
            rows.add(row);
        }
        return rows;
    }

    private static List<String> facts(Map<String, ?> config) {
        var facts = new ArrayList<>(List.of(PageHead.title(config)));
        facts.addAll(PageHead.facts(config));
        facts.removeIf(String::isEmpty);
        return facts;
    }

    private static String name(Path directory) {
        var name = directory.toAbsolutePath().normalize().getFileName();
        return name == null ? directory.toString() : name.toString();
    }

    private static List<Map<String, Object>> rows(List<Comparison> comparisons) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var line : comparisons.getFirst().lines()) {
            var candidates = new ArrayList<Map<String, @Nullable Object>>();
            comparisons.forEach(comparison -> candidates.add(candidate(comparison, line)));
            var row = new LinkedHashMap<String, Object>();
            row.put("label", line.metric().label() + " " + line.statistic());
            row.put("baseline", line.baseline());
            row.put("candidates", candidates);
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, @Nullable Object> candidate(Comparison comparison, Comparison.Line first) {
        var cells = new LinkedHashMap<String, @Nullable Object>();
        for (var line : comparison.lines()) {
            if (line.metric() == first.metric() && line.statistic().equals(first.statistic())) {
                cells.put("value", line.candidate());
                cells.put("change", Double.isNaN(line.ratio()) ? null : line.changePercent());
                cells.put("different", line.verdict() == Comparison.Verdict.DIFFERENT);
            }
        }
        return cells;
    }
}
