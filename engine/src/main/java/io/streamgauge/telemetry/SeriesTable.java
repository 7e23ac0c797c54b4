package io.streamgauge.telemetry;

import io.streamgauge.metrics.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every series that metrics pages told of in the measured phase, as AIPerf's CSV of them has it: a block each for gauges, counters and
 * histograms with its own columns, and one for the labels of {@code _info} series.
 */
public final class SeriesTable {
    private static final String LINE_END = "\r\n";
    private static final String BOUND = "le";

    /** Each is kept as it went; a server with more gauges has them by the thousand, and nobody reads such a table. */
    private static final int MOST_GAUGES = 2000;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String[] OF_GAUGES = {
        "avg", "min", "max", "std", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99"
    };
    private static final String[] OF_COUNTERS = {"total", "rate", "rate_avg", "rate_min", "rate_max", "rate_std"};
    private static final double[] PERCENTS = {1, 5, 10, 25, 50, 75, 90, 95, 99};
    private static final List<String> OF_HISTOGRAMS = ofHistograms();

    private final String endpoint;
    private final Map<Series, Track> gauges = new LinkedHashMap<>();
    private final Set<Series> all = new LinkedHashSet<>();
    private final Set<Series> tooMany = new HashSet<>();
    private final SeriesKind.OfPage kinds = new SeriesKind.OfPage();
    private final Growth growth = new Growth();
    private final long firstNanos;
    private long lastNanos;

    /**
     * The table.
     *
     * @param text empty where nothing was measured
     * @param notes on what is left out, a line each
     */
    public record Csv(String text, List<String> notes) {
        public Csv {
            notes = List.copyOf(notes);
        }
    }

    /**
     * A row of a block.
     *
     * @param name of the metric, without what its series have behind it
     * @param cells between the unit and the labels
     * @param buckets of a histogram, else null
     */
    private record Row(
            String endpoint,
            String name,
            Map<String, String> labels,
            List<String> cells,
            @Nullable String buckets) {}

    private SeriesTable(String url, long beganNanos) {
        endpoint = url.replaceFirst("^https?://", "").replaceFirst("/metrics$", "");
        firstNanos = beganNanos;
    }

    /**
     * The table of {@code server_metrics.jsonl}; empty where there is no such file, or nothing was measured.
     *
     * @throws IOException when it cannot be read
     */
    public static Csv csv(Path log) throws IOException {
        if (!Files.exists(log)) {
            return new Csv("", List.of());
        }
        var tables = new LinkedHashMap<String, SeriesTable>();
        var pages = new LoggedPages();
        try (var lines = Files.newBufferedReader(log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var reading = pages.read(line);
                if (reading != null && reading.measured()) {
                    tables.computeIfAbsent(reading.url(), url -> new SeriesTable(url, reading.atNanos()))
                            .add(reading);
                }
            }
        }
        var blocks = new ArrayList<String>();
        blocks.add(block("gauge", List.of(OF_GAUGES), tables, SeriesTable::gauges));
        blocks.add(block("counter", List.of(OF_COUNTERS), tables, SeriesTable::counters));
        blocks.add(block("histogram", OF_HISTOGRAMS, tables, SeriesTable::histograms));
        blocks.add(infos(tables));
        blocks.removeIf(String::isEmpty);
        var notes = tables.values().stream().flatMap(table -> table.notes().stream());
        return new Csv(String.join(LINE_END, blocks), notes.toList());
    }

    private List<String> notes() {
        long left =
                tooMany.stream().filter(series -> is(series, SeriesKind.GAUGE)).count();
        return left == 0
                ? List.of()
                : List.of("server_metrics.csv lacks " + left + " gauges of " + endpoint + ", beyond the first "
                        + MOST_GAUGES + " of its page; server_metrics.jsonl has them");
    }

    private boolean is(Series series, SeriesKind kind) {
        return kinds.of(series.name()) == kind;
    }

    private void add(LoggedPages.Reading reading) {
        lastNanos = reading.atNanos();
        growth.add(reading.page());
        kinds.add(reading.page());
        reading.page().values().forEach((series, value) -> {
            all.add(series);
            if (!is(series, SeriesKind.GAUGE) || !Double.isFinite(value)) {
                return;
            }
            if (gauges.size() < MOST_GAUGES || gauges.containsKey(series)) {
                gauges.computeIfAbsent(series, key -> new Track()).add(reading.atNanos(), value);
            } else {
                tooMany.add(series);
            }
        });
    }

    private List<Row> gauges() {
        var rows = new ArrayList<Row>();
        gauges.forEach((series, track) -> {
            // A later page may know better.
            if (!is(series, SeriesKind.GAUGE)) {
                return;
            }
            var numbers = Statistics.of(track.values(), 1);
            var cells = Arrays.stream(OF_GAUGES)
                    .map(name -> number(numbers.named(name)))
                    .toList();
            rows.add(new Row(endpoint, series.name(), series.labels(), cells, null));
        });
        return rows;
    }

    private List<Row> counters() {
        var rows = new ArrayList<Row>();
        for (var series : all) {
            if (is(series, SeriesKind.COUNTER)) {
                double total = growth.of(series);
                var name = SeriesKind.before(series.name(), SeriesKind.TOTAL_END);
                // Rates of slices of the time, which nobody asks for here.
                rows.add(new Row(
                        endpoint, name, series.labels(), List.of(number(total), rate(total), "", "", "", ""), null));
            }
        }
        return rows;
    }

    private List<Row> histograms() {
        var bounds = new LinkedHashMap<Series, TreeMap<Double, Double>>();
        for (var series : all) {
            var bound = Buckets.bound(series.label(BOUND));
            if (is(series, SeriesKind.BUCKET) && bound != null) {
                var labels = new TreeMap<>(series.labels());
                labels.remove(BOUND);
                bounds.computeIfAbsent(
                                new Series(SeriesKind.before(series.name(), SeriesKind.BUCKET_END), labels),
                                key -> new TreeMap<>())
                        .put(bound, growth.of(series));
            }
        }
        var rows = new ArrayList<Row>();
        bounds.forEach((series, cumulative) -> {
            var buckets =
                    new Buckets(cumulative, growth.of(new Series(series.name() + SeriesKind.SUM_END, series.labels())));
            var cells = new ArrayList<>(List.of(number(buckets.count())));
            if (buckets.count() > 0) {
                cells.add(rate(buckets.count()));
                cells.add(number(buckets.sum()));
                cells.add(rate(buckets.sum()));
                cells.add(number(buckets.average()));
                for (double percent : PERCENTS) {
                    cells.add(number(buckets.quantile(percent / 100)));
                }
            }
            while (cells.size() < OF_HISTOGRAMS.size()) {
                cells.add("");
            }
            var told = new ArrayList<String>();
            cumulative.forEach((bound, count) -> told.add((bound.isInfinite() ? "+Inf" : bound) + "=" + number(count)));
            rows.add(new Row(endpoint, series.name(), series.labels(), cells, String.join(";", told)));
        });
        return rows;
    }

    private static List<String> ofHistograms() {
        var names = new ArrayList<>(List.of("count", "count_rate", "sum", "sum_rate", "avg"));
        for (double percent : PERCENTS) {
            names.add("p" + (int) percent + "_estimate");
        }
        return names;
    }

    private String rate(double grown) {
        return lastNanos > firstNanos ? number(grown * NANOS_PER_SECOND / (lastNanos - firstNanos)) : "";
    }

    private interface Rows {
        List<Row> of(SeriesTable table);
    }

    private static String block(String type, List<String> names, Map<String, SeriesTable> tables, Rows of) {
        var rows = new ArrayList<Row>();
        tables.values().forEach(table -> rows.addAll(of.of(table)));
        if (rows.isEmpty()) {
            return "";
        }
        rows.sort(Comparator.comparing(Row::name)
                .thenComparing(Row::endpoint)
                .thenComparing(row -> row.labels().toString()));
        var labels = new TreeSet<String>();
        rows.forEach(row -> labels.addAll(row.labels().keySet()));
        boolean buckets = rows.getFirst().buckets() != null;
        var csv = new StringBuilder("Endpoint,Type,Metric,Unit");
        names.forEach(name -> csv.append(',').append(name));
        labels.forEach(label -> csv.append(',').append(CsvCell.of(label)));
        csv.append(buckets ? ",Description,buckets" : ",Description").append(LINE_END);
        for (var row : rows) {
            csv.append(CsvCell.of(row.endpoint())).append(',').append(type);
            csv.append(',').append(row.name()).append(',').append(unit(row.name()));
            row.cells().forEach(cell -> csv.append(',').append(cell));
            labels.forEach(
                    label -> csv.append(',').append(CsvCell.of(row.labels().getOrDefault(label, ""))));
            csv.append(',')
                    .append(row.buckets() == null ? "" : "," + row.buckets())
                    .append(LINE_END);
        }
        return csv.toString();
    }

    private static String infos(Map<String, SeriesTable> tables) {
        var csv = new StringBuilder();
        for (var table : tables.values()) {
            for (var series : table.all) {
                if (table.is(series, SeriesKind.INFO)) {
                    series.labels()
                            .forEach((key, value) -> csv.append(CsvCell.of(table.endpoint))
                                    .append(',')
                                    .append(series.name())
                                    .append(',')
                                    .append(CsvCell.of(key))
                                    .append(',')
                                    .append(CsvCell.of(value))
                                    .append(',')
                                    .append(LINE_END));
                }
            }
        }
        return csv.isEmpty() ? "" : "Endpoint,Metric,Key,Value,Description" + LINE_END + csv;
    }

    /** By how the name ends, as Prometheus asks of names; empty where it does not say. */
    static String unit(String name) {
        return switch (name.substring(Math.max(name.lastIndexOf('_'), name.lastIndexOf(':')) + 1)) {
            case "seconds" -> "seconds";
            case "milliseconds", "ms" -> "milliseconds";
            case "us" -> "microseconds";
            case "bytes" -> "bytes";
            case "tokens" -> "tokens";
            case "requests", "reqs" -> "requests";
            // vLLM calls so what is 1 where all is used.
            case "ratio", "perc" -> "ratio";
            default -> "";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
