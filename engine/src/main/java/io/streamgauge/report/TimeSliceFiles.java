package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Slice;
import io.streamgauge.metrics.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code <stem>_slices.json} and {@code <stem>_slices.csv}: a run slice by slice. */
public final class TimeSliceFiles {
    private static final List<Metric> CSV_METRICS = List.of(
            Metric.TIME_TO_FIRST_TOKEN, Metric.INTER_CHUNK_LATENCY, Metric.INTER_TOKEN_LATENCY, Metric.REQUEST_LATENCY);

    private TimeSliceFiles() {}

    /** Writes both files into {@code directory}. */
    public static void write(Path directory, String stem, List<Slice> slices) throws IOException {
        AtomicFile.write(directory.resolve(stem + "_slices.json"), json(slices));
        AtomicFile.write(directory.resolve(stem + "_slices.csv"), csv(slices));
    }

    static String json(List<Slice> slices) {
        return PrettyJson.of(Map.of(
                        "slices", slices.stream().map(TimeSliceFiles::tree).toList())) + "\n";
    }

    private static Map<String, Object> tree(Slice slice) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("from_ns", slice.fromNanos());
        tree.put("to_ns", slice.toNanos());
        tree.put("sent", slice.sent());
        tree.put("finished", slice.finished());
        tree.put("failed", slice.failed());
        tree.put("in_flight", slice.inFlight());
        tree.put("output_tokens", slice.outputTokens());
        tree.put(Metric.OUTPUT_TOKEN_THROUGHPUT.key(), slice.tokensPerSecond());
        tree.put(Metric.REQUEST_THROUGHPUT.key(), slice.requestsPerSecond());
        slice.distributions()
                .forEach((metric, statistics) -> tree.put(metric.key(), SummaryJson.distribution(metric, statistics)));
        return tree;
    }

    static String csv(List<Slice> slices) {
        var csv = new StringBuilder("from_s,to_s,sent,finished,failed,in_flight,output_tokens_per_s,requests_per_s");
        for (var metric : CSV_METRICS) {
            for (var column : List.of("avg", "p50", "p99")) {
                csv.append(',').append(metric.key()).append('_').append(column).append("_ms");
            }
        }
        csv.append("\r\n");
        for (var slice : slices) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%.3f,%.3f,%d,%d,%d,%d,%.2f,%.2f",
                    slice.fromNanos() / 1e9,
                    slice.toNanos() / 1e9,
                    slice.sent(),
                    slice.finished(),
                    slice.failed(),
                    slice.inFlight(),
                    slice.tokensPerSecond(),
                    slice.requestsPerSecond()));
            CSV_METRICS.forEach(metric -> csv.append(cells(slice.distributions().get(metric))));
            csv.append("\r\n");
        }
        return csv.toString();
    }

    static String cells(@Nullable Statistics statistics) {
        return statistics == null
                ? ",,,"
                : String.format(Locale.ROOT, ",%.3f,%.3f,%.3f", statistics.avg(), statistics.p50(), statistics.p99());
    }
}
