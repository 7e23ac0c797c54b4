package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.search.Knee;
import io.streamgauge.telemetry.CsvCell;
import io.streamgauge.telemetry.GpuMetric;
import io.streamgauge.telemetry.GpuMetrics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a sweep: genai-perf's CSV of it, all of its numbers as JSON for plots, and a page that draws them. */
public final class SweepFiles {
    public static final String CSV_NAME = "analyze_export_genai_perf.csv";
    public static final String JSON_NAME = "analyze_points.json";

    public static final String PAGE_NAME = "analyze.html";

    private static final String LINE_END = "\r\n";

    private static final Map<String, String> TITLES = Map.of(
            "concurrency", "Concurrency",
            "request_rate", "Request Rate",
            "output_sequence_length", "OSL",
            "batch_size", "Batch Size",
            "prefill_concurrency", "Prefill Concurrency");

    /**
     * What was found out of all points.
     *
     * @param searches what each search found; none where each point was asked for
     * @param knee where throughput no longer rises; null where it was not looked for, or not found
     */
    public record Found(
            List<SearchFound> searches, @Nullable Knee knee) {
        public static final Found NOTHING = new Found(List.of(), null);

        public Found {
            searches = List.copyOf(searches);
        }

        /** The value of the only thing that is swept, where one search found it. */
        @Nullable
        BigDecimal best(List<String> parameters) {
            SweepPoint best = parameters.size() == 1 && searches.size() == 1
                    ? searches.getFirst().best()
                    : null;
            return best == null ? null : best.value();
        }

        private boolean isOnFront(SweepPoint point) {
            return searches.stream()
                    .flatMap(search -> search.front() == null ? Stream.empty() : search.front().points().stream())
                    .anyMatch(each -> each.name().equals(point.name()));
        }
    }

    private SweepFiles() {}

    /**
     * Writes them all.
     *
     * @param parameters what was swept, as {@code concurrency}
     * @param zipped whether their values went in step, in place of every combination
     * @param bounds what points were held to, one text each
     */
    public static void write(
            Path directory,
            List<String> parameters,
            boolean zipped,
            List<String> bounds,
            List<SweepPoint> points,
            Found found)
            throws IOException {
        AtomicFile.write(directory.resolve(CSV_NAME), csv(parameters, points) + gpuCsv(points));
        var tree = tree(parameters, zipped, bounds, points, found);
        AtomicFile.write(directory.resolve(JSON_NAME), PrettyJson.of(tree) + "\n");
        HtmlPage.write(directory.resolve(PAGE_NAME), "analyze", tree);
    }

    /** What is swept and has no column in genai-perf's table has one behind all others. */
    static String csv(List<String> parameters, List<SweepPoint> points) {
        boolean rates = points.stream().anyMatch(point -> point.inputConfig().get("request_rate") != null);
        Set<String> there =
                Set.of(rates ? "request_rate" : "concurrency", "input_sequence_length", "num_dataset_entries");
        List<String> further = parameters.stream()
                .filter(parameter -> !there.contains(parameter))
                .toList();
        StringBuilder csv = new StringBuilder("Config Name,")
                .append(rates ? "Request Rate" : "Concurrency")
                .append(",ISL,Num Dataset Entries,p99 Time To First Token (ms),p99 Inter Token Latency (ms),")
                .append("p99 Request Latency (ms),p99 Output Sequence Length (tokens),")
                .append("Avg. Output Token Throughput (tokens/sec),Request Throughput (requests/sec)");
        further.forEach(parameter -> csv.append(',').append(TITLES.getOrDefault(parameter, parameter)));
        csv.append(LINE_END);
        for (SweepPoint point : points) {
            List<String> cells = new ArrayList<>();
            cells.add(point.name());
            cells.add(plain(point.inputConfig().get(rates ? "request_rate" : "concurrency")));
            Object isl = point.inputConfig().get("synthetic_input_tokens_mean");
            cells.add(isl != null ? plain(isl) : number(point.number(Metric.INPUT_SEQUENCE_LENGTH, "avg")));
            cells.add(plain(point.inputConfig().get("num_dataset_entries")));
            cells.add(number(point.number(Metric.TIME_TO_FIRST_TOKEN, "p99")));
            cells.add(number(point.number(Metric.INTER_TOKEN_LATENCY, "p99")));
            cells.add(number(point.number(Metric.REQUEST_LATENCY, "p99")));
            cells.add(number(point.number(Metric.OUTPUT_SEQUENCE_LENGTH, "p99")));
            cells.add(number(point.number(Metric.OUTPUT_TOKEN_THROUGHPUT, "avg")));
            cells.add(number(point.number(Metric.REQUEST_THROUGHPUT, "avg")));
            further.forEach(parameter -> cells.add(point.text(parameter)));
            csv.append(String.join(",", cells)).append(LINE_END);
        }
        return csv.toString();
    }

    /** genai-perf's second table: a row for each GPU in each run, of what GPUs told. Empty where none did. */
    static String gpuCsv(List<SweepPoint> points) {
        List<GpuMetric> told = points.stream()
                .flatMap(point -> point.gpu() == null ? Stream.empty() : point.gpu().statistics().keySet().stream())
                .distinct()
                .sorted(GpuMetrics.order())
                .toList();
        if (told.isEmpty()) {
            return "";
        }
        StringBuilder csv = new StringBuilder(LINE_END).append("Config Name,GPU");
        told.forEach(metric -> csv.append(',').append(CsvCell.of((metric.constant() ? "" : "p99 ") + metric.label())));
        csv.append(LINE_END);
        for (SweepPoint point : points) {
            Set<String> gpus = new LinkedHashSet<>();
            told.forEach(metric -> gpus.addAll(byGpu(point, metric).keySet()));
            for (String gpu : gpus) {
                List<String> cells = new ArrayList<>(List.of(point.name(), gpu));
                for (GpuMetric metric : told) {
                    Statistics numbers = byGpu(point, metric).get(gpu);
                    cells.add(number(numbers == null ? null : metric.constant() ? numbers.avg() : numbers.p99()));
                }
                csv.append(String.join(",", cells)).append(LINE_END);
            }
        }
        return csv.toString();
    }

    private static Map<String, Statistics> byGpu(SweepPoint point, GpuMetric metric) {
        return point.gpu() == null ? Map.of() : point.gpu().statistics().getOrDefault(metric, Map.of());
    }

    private static String plain(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static Map<String, @Nullable Object> tree(
            List<String> parameters, boolean zipped, List<String> bounds, List<SweepPoint> points, Found found) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("format", 1);
        tree.put("parameter", parameters.getFirst());
        tree.put("parameters", parameters);
        tree.put("zipped", zipped);
        tree.put("bounds", bounds);
        tree.put("best", found.best(parameters));
        tree.put("searches", found.searches().stream().map(SearchFound::toTree).toList());
        tree.put(
                "knee",
                found.knee() == null
                        ? null
                        : Map.of(
                                "at",
                                found.knee().at(),
                                "saturated",
                                found.knee().saturated()));
        tree.put(
                "points",
                points.stream().map(point -> tree(point, points, found)).toList());
        return tree;
    }

    private static Map<String, Object> tree(SweepPoint point, List<SweepPoint> all, Found found) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", point.name());
        tree.put("value", point.value());
        tree.put("values", point.values());
        tree.put("holds", point.holds());
        if (point.tiers() != null) {
            tree.put("tiers", point.tiers());
        }
        tree.put("on_frontier", point.isOnFrontier(all));
        if (found.searches().stream().anyMatch(search -> search.front() != null)) {
            tree.put("on_front", found.isOnFront(point));
        }
        tree.put("throughput", point.throughput());
        tree.put("throughput_per_user", point.throughputPerUser());
        tree.put("measured", point.measured());
        tree.put("failed", point.failed());
        tree.put("metrics", metrics(point));
        if (point.repeats() != null) {
            tree.put("runs", point.runs().size());
            tree.put("spreads", RepeatedFiles.metrics(point.repeats()));
        }
        if (point.gpu() != null) {
            tree.put("telemetry_stats", point.gpu().toTree());
        }
        return tree;
    }

    /** Every number, of several runs that of all their requests or their mean. */
    private static Map<String, Object> metrics(SweepPoint point) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            Statistics ofAll = point.pooled() == null
                    ? null
                    : point.pooled().distributions().get(metric);
            List<Map<String, Object>> distributions = point.runs().stream()
                    .map(run -> run.distribution(metric))
                    .filter(Objects::nonNull)
                    .map(statistics -> SummaryJson.distribution(metric, statistics))
                    .toList();
            Double total = point.number(metric, "avg");
            if (ofAll != null) {
                metrics.put(metric.key(), SummaryJson.distribution(metric, ofAll));
            } else if (!distributions.isEmpty()) {
                metrics.put(metric.key(), mean(distributions));
            } else if (total != null) {
                metrics.put(metric.key(), total);
            }
        }
        return metrics;
    }

    private static Map<String, Object> mean(List<Map<String, Object>> runs) {
        Map<String, Object> mean = new LinkedHashMap<>(runs.getFirst());
        if (runs.size() > 1) {
            mean.replaceAll((key, value) -> !(value instanceof Number)
                    ? value
                    : runs.stream()
                            .mapToDouble(run -> run.get(key) instanceof Number number ? number.doubleValue() : 0)
                            .average()
                            .orElseThrow());
        }
        return mean;
    }
}
