package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.MetricValues;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * HdrHistogram's files: {@code <stem>.hlog} with one interval for each time metric, tagged with its key, and
 * {@code <stem>_<key>.hgrm} with its percentiles in milliseconds. Values are nanoseconds with three significant digits.
 */
public final class HistogramFiles {
    private static final int SIGNIFICANT_DIGITS = 3;

    private HistogramFiles() {}

    /**
     * Writes the files of all time metrics that have values.
     *
     * @param records those that {@code summary} is made of
     * @param epochOffsetNanos what is added to a monotonic time to make it nanoseconds since 1970
     */
    public static void write(
            Path directory, String stem, List<RequestRecord> records, Summary summary, long epochOffsetNanos)
            throws IOException {
        var options = summary.options();
        var kept = Summarizer.kept(records, options.subject());
        var histograms = new TreeMap<Metric, Histogram>();
        for (var metric : summary.distributions().keySet()) {
            if (metric.unit() == Metric.Unit.MILLISECONDS) {
                var histogram = new Histogram(SIGNIFICANT_DIGITS);
                MetricValues.of(metric, kept, options.definitions()).forEach(nanos -> record(histogram, (long) nanos));
                histogram.setTag(metric.key());
                histogram.setStartTimeStamp((summary.startNanos() + epochOffsetNanos) / 1_000_000);
                histogram.setEndTimeStamp((summary.endNanos() + epochOffsetNanos) / 1_000_000);
                histograms.put(metric, histogram);
                AtomicFile.write(directory.resolve(stem + "_" + metric.key() + ".hgrm"), percentiles(histogram));
            }
        }
        AtomicFile.write(directory.resolve(stem + ".hlog"), log(histograms));
    }

    /** A stamp that went back, as kernel and user time may meet, is no time. */
    private static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.max(0, nanos));
    }

    private static byte[] percentiles(Histogram histogram) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            histogram.outputPercentileDistribution(out, 5, 1e6);
        }
        return bytes.toByteArray();
    }

    private static byte[] log(Map<Metric, Histogram> histograms) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            var writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputLegend();
            histograms.values().forEach(writer::outputIntervalHistogram);
        }
        return bytes.toByteArray();
    }
}
