package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.MetricValues;
import io.streamgauge.metrics.Slice;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Subject;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.TimeSlices;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tree of aggregates that the report page draws. Times are milliseconds, moments seconds since the first request. */
final class PageData {
    private static final int SLICES = 240;
    private static final long[] SLICE_STEPS_MS = {10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000
    };
    private static final List<Metric> DISTRIBUTIONS = List.of(
            Metric.TIME_TO_FIRST_TOKEN, Metric.INTER_TOKEN_LATENCY, Metric.INTER_CHUNK_LATENCY, Metric.REQUEST_LATENCY);

    private PageData() {}

    static Map<String, @Nullable Object> of(
            List<RequestRecord> records, Summary summary, List<StageFigures> stages, HtmlReport.Context context) {
        var kept = Summarizer.kept(context.counted(records), summary.options().subject());
        var data = new LinkedHashMap<String, @Nullable Object>();
        data.put("subject", context.subject());
        data.put("title", PageHead.title(context.inputConfig()));
        data.put("facts", PageHead.facts(context.inputConfig()));
        data.put("definitions", summary.options().definitions().key());
        data.put("duration", summary.durationNanos() / 1e9);
        long start = records.stream().mapToLong(RequestRecord::sentNanos).min().orElse(0);
        data.put("started", records.isEmpty() ? "" : instant(start + context.epochOffsetNanos()));
        data.put("counts", summary.counts());
        data.put("rows", rows(summary));
        data.put("stages", StageTable.data(stages));
        data.put(
                "notes",
                Stream.concat(context.notes().stream(), context.remarks().stream())
                        .toList());
        data.put("failures", ConsoleTable.failureLines(summary));
        data.put("remarks", Remarks.of(summary));
        data.put("errors", PageHead.errors(summary));
        data.put("config", context.inputConfig());
        data.put("sections", context.sections());
        data.put("distributions", distributions(kept, summary));
        data.put("slices", slices(records, start, summary.options().subject()));
        data.put("courses", CourseCharts.of(context.courses(), start));
        data.put("links", context.links());
        var window = context.window();
        data.put("measureFrom", window == null ? measureFrom(records, start) : (window.fromNanos() - start) / 1e9);
        data.put("measureTo", window == null ? null : (window.toNanos() - start) / 1e9);
        data.put("requests", RequestSamples.of(kept, start));
        data.put("heat", HeatMap.of(kept));
        return data;
    }

    private static String instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, 1_000_000_000L)).toString();
    }

    private static double measureFrom(List<RequestRecord> records, long start) {
        return records.stream()
                        .filter(record -> record.phase() == Phase.MEASURE)
                        .mapToLong(record -> record.sentNanos() - start)
                        .min()
                        .orElse(0)
                / 1e9;
    }

    private static List<Map<String, Object>> rows(Summary summary) {
        var rows = new ArrayList<Map<String, Object>>();
        for (var metric : Metric.values()) {
            var label = summary.options().definitions().label(metric);
            var statistics = summary.distribution(metric);
            var total = summary.total(metric);
            if (label == null || (statistics == null && total == null)) {
                continue;
            }
            var row = new LinkedHashMap<String, Object>();
            row.put("key", metric.key());
            row.put("label", label);
            row.put("values", statistics == null ? List.of(total) : values(statistics));
            rows.add(row);
        }
        return rows;
    }

    private static List<Double> values(Statistics s) {
        return List.of(s.avg(), s.min(), s.max(), s.p999(), s.p99(), s.p95(), s.p90(), s.p75(), s.p50(), s.std());
    }

    static List<Map<String, Object>> distributions(List<RequestRecord> kept, Summary summary) {
        var distributions = new ArrayList<Map<String, Object>>();
        for (var metric : DISTRIBUTIONS) {
            if (summary.distribution(metric) != null) {
                var values = MetricValues.of(metric, kept, summary.options().definitions());
                distributions.add(DistributionChart.of(
                        metric.title(), values, metric.unit().scale()));
            }
        }
        return distributions;
    }

    static Map<String, Object> slices(List<RequestRecord> records, long start, Subject subject) {
        long end = records.stream()
                .mapToLong(record -> Math.max(record.endNanos(), record.sentNanos()))
                .max()
                .orElse(start);
        long length = SLICE_STEPS_MS[SLICE_STEPS_MS.length - 1];
        for (long step : SLICE_STEPS_MS) {
            if ((end - start) / 1_000_000 <= step * SLICES) {
                length = step;
                break;
            }
        }
        length = Math.max(length, (end - start) / 1_000_000 / TimeSlices.MAX_SLICES + 1);
        var slices = TimeSlices.of(records, start, length * 1_000_000, subject);
        var data = new LinkedHashMap<String, Object>();
        data.put("t", column(slices, slice -> (slice.fromNanos() + slice.toNanos()) / 2e9));
        // The last slice may be all but empty: by its own length its rates would be wild.
        double seconds = length / 1e3;
        data.put("step", seconds);
        data.put("end", round((end - start) / 1e9));
        data.put("tokens", column(slices, slice -> slice.outputTokens() / seconds));
        data.put("requests", column(slices, slice -> slice.finished() / seconds));
        data.put("inFlight", column(slices, Slice::inFlight));
        data.put("failed", column(slices, Slice::failed));
        data.put("ttft50", percentile(slices, Metric.TIME_TO_FIRST_TOKEN, Statistics::p50));
        data.put("ttft99", percentile(slices, Metric.TIME_TO_FIRST_TOKEN, Statistics::p99));
        data.put("icl50", percentile(slices, Metric.INTER_CHUNK_LATENCY, Statistics::p50));
        data.put("icl99", percentile(slices, Metric.INTER_CHUNK_LATENCY, Statistics::p99));
        return data;
    }

    private static List<Double> column(List<Slice> slices, ToDoubleFunction<Slice> value) {
        return slices.stream().map(slice -> round(value.applyAsDouble(slice))).toList();
    }

    private static List<@Nullable Double> percentile(
            List<Slice> slices, Metric metric, Function<Statistics, Double> value) {
        var column = new ArrayList<@Nullable Double>();
        for (var slice : slices) {
            var statistics = slice.distributions().get(metric);
            column.add(statistics == null ? null : round(value.apply(statistics)));
        }
        return column;
    }

    /** To a thousandth, since more digits only make the file larger. */
    static double round(double value) {
        return Math.round(value * 1e3) / 1e3;
    }
}
