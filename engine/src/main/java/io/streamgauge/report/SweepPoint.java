package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.telemetry.GpuTelemetry;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One point of a sweep: one run, or the means of several.
 *
 * @param name of its directory below the sweep's
 * @param values of what is swept, by name
 * @param inputConfig what the run was asked to do
 * @param runs the numbers of each run, at least one
 * @param pooled statistics over the requests of all runs together, in place of means of each run's; null for these
 * @param repeats how far they lie apart; null for one run
 * @param holds whether every run kept every bound that the sweep was given
 * @param tiers names of the sets of bounds that it keeps; null where a sweep has none with a name
 * @param gpu what GPUs said meanwhile; null where none was asked, or none answered
 */
public record SweepPoint(
        String name,
        SequencedMap<String, BigDecimal> values,
        Map<String, @Nullable Object> inputConfig,
        List<Summary> runs,
        @Nullable PooledStatistics pooled,
        @Nullable RepeatedRuns repeats,
        boolean holds,
        @Nullable List<String> tiers,
        @Nullable GpuTelemetry gpu) {

    public SweepPoint {
        values = new LinkedHashMap<>(values);
        runs = List.copyOf(runs);
        tiers = tiers == null ? null : List.copyOf(tiers);
    }

    /** Of the first thing that is swept. */
    public BigDecimal value() {
        return values.firstEntry().getValue();
    }

    /** The value of a parameter as it is written; empty where it is not swept. */
    String text(String parameter) {
        BigDecimal value = values.get(parameter);
        return value == null ? "" : value.stripTrailingZeros().toPlainString();
    }

    /** Output tokens a second of all users together; 0 when there were none. */
    public double throughput() {
        return runs.stream().mapToDouble(SweepPoint::throughput).average().orElse(0);
    }

    /** The same of any run. */
    public static double throughput(Summary summary) {
        Double total = summary.total(Metric.OUTPUT_TOKEN_THROUGHPUT);
        return total == null ? 0 : total;
    }

    /** Output tokens a second that one user sees on average; of whole answers, tokens by latency. */
    public double throughputPerUser() {
        return runs.stream()
                .mapToDouble(SweepPoint::throughputPerUser)
                .average()
                .orElse(0);
    }

    /** The same of any run. */
    public static double throughputPerUser(Summary summary) {
        Statistics statistics = summary.distribution(Metric.OUTPUT_TOKEN_THROUGHPUT_PER_USER);
        if (statistics == null) {
            statistics = summary.distribution(Metric.OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST);
        }
        return statistics == null ? 0 : statistics.avg();
    }

    /** Whether no other point has as much of both throughputs and more of one: the points worth choosing from. */
    public boolean isOnFrontier(List<SweepPoint> all) {
        return throughput() > 0
                && all.stream()
                        .noneMatch(other -> other.throughput() >= throughput()
                                && other.throughputPerUser() >= throughputPerUser()
                                && (other.throughput() > throughput()
                                        || other.throughputPerUser() > throughputPerUser()));
    }

    /** A statistic of a metric, of several runs that of all their requests or their mean; null when they lack it. */
    public @Nullable Double number(Metric metric, String statistic) {
        Double ofAll = pooled == null ? null : pooled.number(metric, statistic);
        if (ofAll != null) {
            return ofAll;
        }
        OptionalDouble mean = runs.stream()
                .map(run -> run.number(metric, statistic))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** Requests of all runs that failed. */
    long failed() {
        return runs.stream().mapToLong(run -> run.counts().failed()).sum();
    }

    /** Requests of all runs that were measured. */
    long measured() {
        return runs.stream().mapToLong(run -> run.counts().measured()).sum();
    }
}
