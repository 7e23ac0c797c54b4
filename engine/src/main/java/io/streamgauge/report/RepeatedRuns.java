package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.Spread;
import io.streamgauge.metrics.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs of one plan, made one after the other to see how far their numbers lie apart.
 *
 * @param labels of those that ended well, at least two, in their order
 * @param runs the numbers of each
 * @param pooled statistics over the requests of all runs together; null where they were not asked for
 * @param failed labels of the others, with what became of them
 * @param confidence of intervals, above 0 and below 1
 * @param planned runs that were asked for, at most
 * @param cooldownNanos from the end of one to the start of the next
 */
public record RepeatedRuns(
        List<String> labels,
        List<Summary> runs,
        @Nullable PooledStatistics pooled,
        Map<String, String> failed,
        double confidence,
        int planned,
        long cooldownNanos) {

    /** What is told of a metric that is a distribution; the deviation within a run is nothing that runs are compared by. */
    private static final List<String> STATISTICS =
            List.of("avg", "min", "max", "p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99");

    public RepeatedRuns {
        labels = List.copyOf(labels);
        runs = List.copyOf(runs);
        failed = Map.copyOf(failed);
        if (runs.size() < 2 || labels.size() != runs.size()) {
            throw new IllegalArgumentException(runs.size() + " runs, " + labels.size() + " labels");
        }
    }

    /**
     * A number of a run.
     *
     * @param statistic {@code avg} for numbers of the whole run
     */
    public record Key(Metric metric, String statistic) {
        /** As AIPerf names it: {@code time_to_first_token_p99}. */
        String name() {
            return metric.key() + "_" + statistic;
        }
    }

    /** A number of all requests together; null where it was not asked for, or there is none. */
    @Nullable
    Double pooled(Key key) {
        return pooled == null ? null : pooled.number(key.metric(), key.statistic());
    }

    /** How far one number lies apart; null where fewer than two runs have it. */
    @Nullable
    Spread spread(Metric metric, String statistic) {
        double[] numbers = runs.stream()
                .map(run -> run.number(metric, statistic))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        return numbers.length > 1 ? Spread.of(numbers, confidence) : null;
    }

    /** How far each number lies apart, of those that two runs have at least; in table order. */
    public Map<Key, Spread> spreads() {
        Map<Key, Spread> spreads = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            for (String statistic : metric.scope() == Metric.Scope.RUN ? List.of("avg") : STATISTICS) {
                Spread spread = spread(metric, statistic);
                if (spread != null) {
                    spreads.put(new Key(metric, statistic), spread);
                }
            }
        }
        return spreads;
    }
}
