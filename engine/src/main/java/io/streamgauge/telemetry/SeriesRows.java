package io.streamgauge.telemetry;

import io.streamgauge.dataset.ParquetField;
import io.streamgauge.dataset.ParquetField.Kind;
import io.streamgauge.dataset.ParquetWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every reading of every series of the measured phase as a row, in AIPerf's columns: gauges as they were, counters by what they grew since the
 * first reading, histograms so too and with a row for each bucket. {@code _info} series have no rows.
 */
public final class SeriesRows {
    private static final String BOUND = "le";
    private static final List<ParquetField> BEFORE_LABELS = List.of(
            new ParquetField("endpoint_url", Kind.TEXT, true),
            new ParquetField("metric_name", Kind.TEXT, true),
            new ParquetField("metric_type", Kind.TEXT, true),
            new ParquetField("unit", Kind.TEXT, false),
            new ParquetField("description", Kind.TEXT, false),
            new ParquetField("timestamp_ns", Kind.LONG, true));
    private static final List<ParquetField> BEHIND_LABELS = List.of(
            new ParquetField("value", Kind.DOUBLE, false),
            new ParquetField("sum", Kind.DOUBLE, false),
            new ParquetField("count", Kind.DOUBLE, false),
            new ParquetField("bucket_le", Kind.TEXT, false),
            new ParquetField("bucket_count", Kind.DOUBLE, false));

    private final Map<String, Page> pages;
    private final Set<String> labels;
    private final ParquetWriter writer;

    /** What is known of a page by its last reading: a later one may know better what a series is. */
    private static final class Page {
        private final SeriesKind.OfPage kinds = new SeriesKind.OfPage();
        private final Map<String, Set<String>> labelsByName = new HashMap<>();
        private final Growth growth = new Growth();

        void look(MetricsPage page) {
            kinds.add(page);
            page.values()
                    .keySet()
                    .forEach(series -> labelsByName
                            .computeIfAbsent(series.name(), name -> new HashSet<>())
                            .addAll(series.labels().keySet()));
        }

        /** Of the rows that there will be; none where there will be no row. */
        @Nullable
        Set<String> labels() {
            Set<String> all = null;
            for (var entry : labelsByName.entrySet()) {
                var kind = kinds.of(entry.getKey());
                if (kind != SeriesKind.INFO && kind != SeriesKind.PART) {
                    all = all == null ? new HashSet<>() : all;
                    for (var label : entry.getValue()) {
                        if (kind != SeriesKind.BUCKET || !label.equals(BOUND)) {
                            all.add(label);
                        }
                    }
                }
            }
            return all;
        }
    }

    private SeriesRows(Map<String, Page> pages, Set<String> labels, ParquetWriter writer) {
        this.pages = pages;
        this.labels = labels;
        this.writer = writer;
    }

    /** What is done with each reading of the measured phase. */
    private interface Step {
        void take(LoggedPages.Reading reading) throws IOException;
    }

    /**
     * Writes the rows of {@code server_metrics.jsonl} as a Parquet file. Reads it twice, since what labels there are must be known first.
     *
     * @return false, with nothing written, where there is no such file, or nothing was measured
     */
    public static boolean write(Path log, OutputStream to) throws IOException {
        if (!Files.exists(log)) {
            return false;
        }
        var pages = new HashMap<String, Page>();
        each(
                log,
                reading ->
                        pages.computeIfAbsent(reading.url(), url -> new Page()).look(reading.page()));
        var labels = new TreeSet<String>();
        boolean any = false;
        for (var page : pages.values()) {
            var some = page.labels();
            if (some != null) {
                any = true;
                labels.addAll(some);
            }
        }
        if (!any) {
            return false;
        }
        BEFORE_LABELS.forEach(field -> labels.remove(field.name()));
        BEHIND_LABELS.forEach(field -> labels.remove(field.name()));
        var fields = new ArrayList<>(BEFORE_LABELS);
        labels.forEach(label -> fields.add(new ParquetField(label, Kind.TEXT, false)));
        fields.addAll(BEHIND_LABELS);
        try (var writer = new ParquetWriter(to, fields)) {
            each(log, new SeriesRows(pages, labels, writer)::add);
        }
        return true;
    }

    private static void each(Path log, Step step) throws IOException {
        var pages = new LoggedPages();
        try (BufferedReader lines = Files.newBufferedReader(log)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var reading = pages.read(line);
                if (reading != null && reading.measured()) {
                    step.take(reading);
                }
            }
        }
    }

    private void add(LoggedPages.Reading reading) throws IOException {
        var page = Objects.requireNonNull(pages.get(reading.url()));
        page.growth.add(reading.page());
        var histograms = new LinkedHashMap<Series, TreeMap<Double, Series>>();
        for (var point : reading.page().values().entrySet()) {
            var series = point.getKey();
            switch (page.kinds.of(series.name())) {
                case COUNTER -> {
                    var row = row(reading, SeriesKind.before(series.name(), SeriesKind.TOTAL_END), "counter", series);
                    write(row, page.growth.of(series), null, null, null, null);
                }
                case GAUGE -> {
                    if (Double.isFinite(point.getValue())) {
                        var row = row(reading, series.name(), "gauge", series);
                        write(row, point.getValue(), null, null, null, null);
                    }
                }
                case BUCKET -> {
                    var bound = Buckets.bound(series.label(BOUND));
                    if (bound != null) {
                        var own = new TreeMap<>(series.labels());
                        own.remove(BOUND);
                        var whole = new Series(SeriesKind.before(series.name(), SeriesKind.BUCKET_END), own);
                        histograms
                                .computeIfAbsent(whole, none -> new TreeMap<>())
                                .put(bound, series);
                    }
                }
                case PART, INFO -> {}
            }
        }
        for (var histogram : histograms.entrySet()) {
            add(reading, page.growth, histogram.getKey(), histogram.getValue());
        }
    }

    private void add(LoggedPages.Reading reading, Growth growth, Series histogram, NavigableMap<Double, Series> buckets)
            throws IOException {
        double sum = growth.of(new Series(histogram.name() + SeriesKind.SUM_END, histogram.labels()));
        double count = growth.of(buckets.lastEntry().getValue());
        for (var bucket : buckets.values()) {
            var row = row(reading, histogram.name(), "histogram", histogram);
            write(row, null, sum, count, bucket.label(BOUND), growth.of(bucket));
        }
    }

    private List<@Nullable Object> row(LoggedPages.Reading reading, String name, String type, Series series) {
        var unit = SeriesTable.unit(name);
        List<@Nullable Object> row = new ArrayList<@Nullable Object>();
        row.add(reading.url());
        row.add(name);
        row.add(type);
        row.add(unit.isEmpty() ? null : unit);
        row.add(null); // no page's help is kept
        row.add(reading.epochNanos());
        labels.forEach(label -> row.add(series.label(label)));
        return row;
    }

    private void write(List<@Nullable Object> row, @Nullable Object... behindLabels) throws IOException {
        for (Object value : behindLabels) {
            row.add(value);
        }
        writer.row(row);
    }
}
