package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.telemetry.GpuTelemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code <stem>_genai_perf.csv}: genai-perf's two blocks, columns and rows, then our rows within each block. Numbers
 * have two decimals, as genai-perf's, and no thousands separators, so that they are numbers.
 */
public final class CsvReport {
    private static final String LINE_END = "\r\n";

    private CsvReport() {}

    /** Writes the file. */
    public static void write(Path path, Summary summary) throws IOException {
        write(path, summary, null);
    }

    /** Writes the file, with genai-perf's blocks on GPUs when they were heard. */
    public static void write(Path path, Summary summary, @Nullable GpuTelemetry gpu) throws IOException {
        AtomicFile.write(path, render(summary) + (gpu == null ? "" : GpuBlocks.csv(gpu)));
    }

    static String render(Summary summary) {
        var csv = new StringBuilder("Metric,avg,min,max,p99,p95,p90,p75,p50,p25,p10,p5,p1").append(LINE_END);
        summary.distributions().forEach((metric, statistics) -> distribution(csv, metric, statistics));
        csv.append(LINE_END).append("Metric,Value").append(LINE_END);
        summary.totals().forEach((metric, value) -> {
            csv.append(metric.label());
            number(csv, value);
            csv.append(LINE_END);
        });
        return csv.toString();
    }

    private static void distribution(StringBuilder csv, Metric metric, Statistics statistics) {
        csv.append(metric.label());
        number(csv, statistics.avg());
        number(csv, statistics.min());
        number(csv, statistics.max());
        number(csv, statistics.p99());
        number(csv, statistics.p95());
        number(csv, statistics.p90());
        number(csv, statistics.p75());
        number(csv, statistics.p50());
        number(csv, statistics.p25());
        number(csv, statistics.p10());
        number(csv, statistics.p5());
        number(csv, statistics.p1());
        csv.append(LINE_END);
    }

    private static void number(StringBuilder csv, double value) {
        csv.append(',').append(String.format(Locale.ROOT, "%.2f", value));
    }
}
