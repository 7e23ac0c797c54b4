package io.streamgauge.metrics;

import io.streamgauge.record.RequestRecord;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run in numbers: pure function of its records.
 *
 * @param options what the numbers depend on beside the records
 * @param counts how many requests there were, of each sort
 * @param startNanos when the first request of the summary was sent; {@link RequestRecord#ABSENT} when there is none
 * @param endNanos when the last one ended, by the definitions; {@link RequestRecord#ABSENT} when there is none
 * @param distributions by metric, those with at least one value, in table order
 * @param totals numbers of the whole run by metric, in table order; rates are missing when no time passed
 * @param failures measured requests that failed
 * @param coalescing token events without a time of their own
 * @param usage the server's token counts against ours
 * @param sessions what became of sessions; null where requests stand alone
 */
public record Summary(
        SummaryOptions options,
        Counts counts,
        long startNanos,
        long endNanos,
        Map<Metric, Statistics> distributions,
        Map<Metric, Double> totals,
        Failures failures,
        Coalescing coalescing,
        UsageCheck usage,
        @Nullable Sessions sessions) {
    public Summary {
        distributions = inOrder(distributions);
        totals = inOrder(totals);
    }

    /**
     * Numbers of requests.
     *
     * @param measured measured requests that ended, well or not
     * @param kept those that succeeded with output: the ones all distributions are made of
     * @param empty those that succeeded without any output
     * @param failed those that failed
     * @param warmup warm-up requests that ended
     * @param warmupFailed warm-up requests that failed
     * @param retried measured requests that were sent more than once, however they ended
     */
    public record Counts(
            long measured, long kept, long empty, long failed, long warmup, long warmupFailed, long retried) {}

    private static <V> Map<Metric, V> inOrder(Map<Metric, V> map) {
        var ordered = new EnumMap<Metric, V>(Metric.class);
        ordered.putAll(map);
        return Collections.unmodifiableMap(ordered);
    }

    /** The statistics of a metric, null when no request has a value. */
    public @Nullable Statistics distribution(Metric metric) {
        return distributions.get(metric);
    }

    /** A number of the whole run, null when it has none. */
    public @Nullable Double total(Metric metric) {
        return totals.get(metric);
    }

    /**
     * A statistic of a metric, or the number that a metric of the whole run is; null when the run lacks it.
     *
     * @param statistic as {@link Statistics#named} knows it
     */
    public @Nullable Double number(Metric metric, String statistic) {
        var statistics = distribution(metric);
        return statistics == null ? total(metric) : Double.valueOf(statistics.named(statistic));
    }

    /** Last end minus first send, in nanoseconds; 0 when no request was kept. */
    public long durationNanos() {
        return startNanos == RequestRecord.ABSENT ? 0 : endNanos - startNanos;
    }
}
