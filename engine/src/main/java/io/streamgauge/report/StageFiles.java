package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code <stem>_stages.json} and {@code <stem>_stages.csv}: a run stage by stage. */
public final class StageFiles {
    private static final List<Metric> CSV_METRICS = List.of(
            Metric.TIME_TO_FIRST_TOKEN, Metric.INTER_CHUNK_LATENCY, Metric.INTER_TOKEN_LATENCY, Metric.REQUEST_LATENCY);

    private StageFiles() {}

    /** Writes both files into {@code directory}. */
    public static void write(Path directory, String stem, List<StageFigures> stages) throws IOException {
        var trees = stages.stream().map(StageFiles::tree).toList();
        AtomicFile.write(directory.resolve(stem + "_stages.json"), PrettyJson.of(Map.of("stages", trees)) + "\n");
        AtomicFile.write(directory.resolve(stem + "_stages.csv"), csv(stages));
    }

    private static Map<String, Object> tree(StageFigures figures) {
        var tree = new LinkedHashMap<String, Object>();
        long from = figures.stage().fromNanos();
        tree.put("from_ns", from);
        tree.put("to_ns", from + Math.round(figures.seconds() * 1e9));
        tree.put("requested_rate", figures.stage().ratePerSecond());
        tree.put("achieved_rate", figures.sentPerSecond());
        tree.put("sent", figures.sent());
        tree.put("in_flight", figures.inFlight());
        tree.put("output_tokens", figures.outputTokens());
        tree.put("output_tokens_per_second", figures.tokensPerSecond());
        var summary = SummaryJson.tree(figures.summary(), Map.of(), Map.of());
        summary.remove(SummaryJson.INPUT_CONFIG);
        tree.put("due_requests", summary);
        return tree;
    }

    private static String csv(List<StageFigures> stages) {
        var csv = new StringBuilder(
                "from_s,to_s,requested_rate,achieved_rate,sent,in_flight,output_tokens_per_s,due,due_finished,due_failed");
        for (var metric : CSV_METRICS) {
            for (var column : List.of("avg", "p50", "p99")) {
                csv.append(',').append(metric.key()).append('_').append(column).append("_ms");
            }
        }
        csv.append("\r\n");
        for (var figures : stages) {
            double from = figures.stage().fromNanos() / 1e9;
            Summary summary = figures.summary();
            csv.append(String.format(
                    Locale.ROOT,
                    "%.3f,%.3f,%.3f,%.3f,%d,%d,%.2f,%d,%d,%d",
                    from,
                    from + figures.seconds(),
                    figures.stage().ratePerSecond(),
                    figures.sentPerSecond(),
                    figures.sent(),
                    figures.inFlight(),
                    figures.tokensPerSecond(),
                    summary.counts().measured(),
                    summary.counts().kept(),
                    summary.counts().failed()));
            CSV_METRICS.forEach(metric -> csv.append(TimeSliceFiles.cells(summary.distribution(metric))));
            csv.append("\r\n");
        }
        return csv.toString();
    }
}
