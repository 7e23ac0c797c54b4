package io.streamgauge.report;

import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The charts of several runs, laid over each other. */
final class RunCharts {
    private static final List<Course> COURSES = List.of(
            new Course("tokens", "Output tokens per second", "tokens/s"),
            new Course("inFlight", "Requests in flight", "requests"),
            new Course("ttft50", "Time to first token, p50", "ms"),
            new Course("icl99", "Inter chunk latency, p99", "ms"));

    /** @param column of {@link PageData#slices} */
    private record Course(String column, String title, String unit) {}

    /** Charts of one run: those of its own page. */
    record Of(Map<String, Map<String, Object>> distributions, Map<String, Object> slices) {}

    private RunCharts() {}

    static Of of(List<RequestRecord> records, Summary summary) {
        var distributions = new LinkedHashMap<String, Map<String, Object>>();
        for (var chart : PageData.distributions(
                Summarizer.kept(records, summary.options().subject()), summary)) {
            distributions.put(String.valueOf(chart.get("title")), chart);
        }
        long start = records.stream().mapToLong(RequestRecord::sentNanos).min().orElse(0);
        return new Of(
                distributions, PageData.slices(records, start, summary.options().subject()));
    }

    /** One chart for each metric that every run has: a curve over percentiles for each. */
    static List<Map<String, Object>> distributions(List<Of> runs) {
        var charts = new ArrayList<Map<String, Object>>();
        for (var title : runs.getFirst().distributions().keySet()) {
            var curves = new ArrayList<List<Double>>();
            for (var run : runs) {
                var chart = run.distributions().get(title);
                if (chart != null) {
                    curves.add(DistributionChart.curve(chart));
                }
            }
            if (curves.size() == runs.size()) {
                var chart = new LinkedHashMap<String, Object>();
                chart.put("title", title);
                chart.put("percents", DistributionChart.percents());
                chart.put("curves", curves);
                charts.add(chart);
            }
        }
        return charts;
    }

    /** One chart for each quantity: its course in each run. */
    static List<Map<String, Object>> series(List<Of> runs) {
        var charts = new ArrayList<Map<String, Object>>();
        for (var course : COURSES) {
            var lines = new ArrayList<Map<String, @Nullable Object>>();
            for (var run : runs) {
                var line = new LinkedHashMap<String, @Nullable Object>();
                line.put("t", run.slices().get("t"));
                line.put("v", run.slices().get(course.column()));
                lines.add(line);
            }
            var chart = new LinkedHashMap<String, Object>();
            chart.put("title", course.title());
            chart.put("unit", course.unit());
            chart.put("lines", lines);
            charts.add(chart);
        }
        return charts;
    }
}
