package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of repeated runs, with AIPerf's names and keys. */
public final class RepeatedFiles {
    /** Where they lie, below the directory of all runs. */
    public static final String DIRECTORY = "aggregate";

    public static final String JSON_NAME = "profile_export_aiperf_aggregate.json";
    public static final String CSV_NAME = "profile_export_aiperf_aggregate.csv";

    private static final String LINE_END = "\r\n";

    private RepeatedFiles() {}

    /** Writes them below {@code directory}. */
    public static void write(Path directory, RepeatedRuns runs) throws IOException {
        writeInto(directory.resolve(DIRECTORY), runs);
    }

    /** Writes them into {@code place}. */
    public static void writeInto(Path place, RepeatedRuns runs) throws IOException {
        Files.createDirectories(place);
        AtomicFile.write(place.resolve(JSON_NAME), PrettyJson.of(tree(runs)) + "\n");
        AtomicFile.write(place.resolve(CSV_NAME), csv(runs));
    }

    private static Map<String, @Nullable Object> tree(RepeatedRuns runs) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("schema_version", "1.0");
        tree.put("metadata", metadata(runs));
        tree.put("metrics", metrics(runs));
        return tree;
    }

    /** How far each number lies apart, by its key. */
    static Map<String, Object> metrics(RepeatedRuns runs) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        runs.spreads().forEach((key, spread) -> {
            Map<String, @Nullable Object> numbers = numbers(key.metric(), spread);
            Double ofAll = runs.pooled(key);
            if (ofAll != null) {
                numbers.put("pooled", ofAll);
            }
            metrics.put(key.name(), numbers);
        });
        return metrics;
    }

    private static Map<String, Object> metadata(RepeatedRuns runs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("aggregation_type", "confidence");
        tree.put("num_profile_runs", runs.runs().size() + runs.failed().size());
        tree.put("num_successful_runs", runs.runs().size());
        tree.put(
                "failed_runs",
                runs.failed().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(run -> Map.of("label", run.getKey(), "error", run.getValue()))
                        .toList());
        tree.put("max_profile_runs", runs.planned());
        tree.put("confidence_level", runs.confidence());
        tree.put("cooldown_seconds", runs.cooldownNanos() / 1e9);
        tree.put("run_labels", runs.labels());
        return tree;
    }

    private static Map<String, @Nullable Object> numbers(Metric metric, Spread spread) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("mean", spread.mean());
        tree.put("std", spread.std());
        tree.put("min", spread.min());
        tree.put("max", spread.max());
        tree.put("cv", Double.isNaN(spread.variation()) ? null : spread.variation());
        tree.put("se", spread.error());
        tree.put("ci_low", spread.low());
        tree.put("ci_high", spread.high());
        tree.put("t_critical", spread.critical());
        tree.put("unit", metric.unit().unitName());
        return tree;
    }

    private static String csv(RepeatedRuns runs) {
        StringBuilder csv = new StringBuilder("metric,mean,std,min,max,cv,se,ci_low,ci_high,t_critical,unit")
                .append(runs.pooled() == null ? "" : ",pooled")
                .append(LINE_END);
        runs.spreads()
                .forEach((key, spread) -> csv.append(String.join(
                                ",",
                                key.name(),
                                number(spread.mean(), 2),
                                number(spread.std(), 2),
                                number(spread.min(), 2),
                                number(spread.max(), 2),
                                number(spread.variation(), 4),
                                number(spread.error(), 4),
                                number(spread.low(), 2),
                                number(spread.high(), 2),
                                number(spread.critical(), 4),
                                key.metric().unit().unitName()))
                        .append(runs.pooled() == null ? "" : "," + number(runs.pooled(key)))
                        .append(LINE_END));
        csv.append(LINE_END);
        Stream.of(
                        List.of("Aggregation Type", "confidence"),
                        List.of(
                                "Total Runs",
                                String.valueOf(
                                        runs.runs().size() + runs.failed().size())),
                        List.of("Successful Runs", String.valueOf(runs.runs().size())),
                        List.of("Confidence Level", String.valueOf(runs.confidence())))
                .forEach(row -> csv.append(String.join(",", row)).append(LINE_END));
        return csv.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : number(value, 2);
    }

    private static String number(double value, int decimals) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
