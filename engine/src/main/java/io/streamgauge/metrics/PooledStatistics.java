package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What several runs of one plan measured, as one: statistics over the values of all their requests. A percentile of these is that of
 * what users saw, which a mean of each run's percentile is not.
 *
 * @param distributions by metric, those with at least one value; numbers of a whole run are none
 */
public record PooledStatistics(Map<Metric, Statistics> distributions) {
    public PooledStatistics {
        var ordered = new EnumMap<Metric, Statistics>(Metric.class);
        ordered.putAll(distributions);
        distributions = Collections.unmodifiableMap(ordered);
    }

    /**
     * Those of runs.
     *
     * @param kept of each run, the requests that its distributions are made of
     */
    public static PooledStatistics of(List<List<RequestRecord>> kept, SummaryOptions options) {
        var all = kept.stream().flatMap(List::stream).toList();
        var distributions = new EnumMap<Metric, Statistics>(Metric.class);
        for (var metric : Metric.values()) {
            if (metric.scope() == Metric.Scope.RUN
                    || !metric.isOf(options.subject())
                    || (metric.scope() == Metric.Scope.STREAM && !options.streaming())) {
                continue;
            }
            var values = metric.scope() == Metric.Scope.SESSION
                    ? ofSessions(metric, kept, options.definitions())
                    : MetricValues.of(metric, all, options.definitions());
            if (!values.isEmpty()) {
                distributions.put(metric, values.statistics(metric.unit().scale()));
            }
        }
        return new PooledStatistics(distributions);
    }

    /** Sessions of different runs have the same names. */
    private static MetricValues ofSessions(Metric metric, List<List<RequestRecord>> kept, Definitions definitions) {
        return new MetricValues.Held(kept.stream()
                .flatMapToDouble(run -> Arrays.stream(Summarizer.values(metric, run, definitions)))
                .toArray());
    }

    /** A statistic of a metric; null when it is a number of a whole run, or no request has a value. */
    public @Nullable Double number(Metric metric, String statistic) {
        var statistics = distributions.get(metric);
        return statistics == null ? null : Double.valueOf(statistics.named(statistic));
    }
}
