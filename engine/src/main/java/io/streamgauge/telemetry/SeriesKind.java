package io.streamgauge.telemetry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a series is. */
enum SeriesKind {
    GAUGE,
    COUNTER,
    /** One bucket of a histogram. */
    BUCKET,
    /** What a histogram came to, or how often. */
    PART,
    /** Says something by its labels. */
    INFO;

    static final String BUCKET_END = "_bucket";
    static final String SUM_END = "_sum";
    static final String COUNT_END = "_count";
    static final String TOTAL_END = "_total";
    private static final String INFO_END = "_info";

    /**
     * Kinds of the series of a page: by what it says of its metrics, and where it says nothing by their names, as Prometheus asks of
     * names. A series of labels alone goes by its name in any case, since the text format has no word for it.
     */
    static final class OfPage {
        private final Map<String, String> said = new HashMap<>();
        /** Metrics with buckets. */
        private final Set<String> histograms = new HashSet<>();

        /** The page as it is now. */
        void add(MetricsPage page) {
            said.putAll(page.kinds());
            for (var series : page.values().keySet()) {
                if (series.name().endsWith(BUCKET_END)) {
                    histograms.add(before(series.name(), BUCKET_END));
                }
            }
        }

        SeriesKind of(String name) {
            if (name.endsWith(INFO_END)) {
                return INFO;
            }
            SeriesKind kind = saidOf(name);
            return kind == null ? named(name) : kind;
        }

        private @Nullable SeriesKind saidOf(String name) {
            if (isSaid(name, "counter")) {
                return COUNTER;
            }
            // A summary's series by its own name are its quantiles.
            if (isSaid(name, "gauge") || isSaid(name, "stateset") || isSaid(name, "summary")) {
                return GAUGE;
            }
            // OpenMetrics names the metric without what its series have behind it.
            if (name.endsWith(TOTAL_END) && isSaid(before(name, TOTAL_END), "counter")) {
                return COUNTER;
            }
            for (String end : new String[] {BUCKET_END, SUM_END, COUNT_END}) {
                if (name.endsWith(end)) {
                    String metric = before(name, end);
                    if (isSaid(metric, "histogram")) {
                        return end.equals(BUCKET_END) ? BUCKET : PART;
                    }
                    if (isSaid(metric, "summary")) {
                        return COUNTER;
                    }
                }
            }
            return null;
        }

        private boolean isSaid(String metric, String kind) {
            return kind.equals(said.get(metric));
        }

        private SeriesKind named(String name) {
            if (name.endsWith(BUCKET_END)) {
                return BUCKET;
            }
            if (name.endsWith(TOTAL_END)) {
                return COUNTER;
            }
            boolean ofHistogram = (name.endsWith(SUM_END) && histograms.contains(before(name, SUM_END)))
                    || (name.endsWith(COUNT_END) && histograms.contains(before(name, COUNT_END)));
            return ofHistogram ? PART : GAUGE;
        }
    }

    static String before(String name, String end) {
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }
}
