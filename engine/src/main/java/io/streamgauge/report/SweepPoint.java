package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.telemetry.GpuTelemetry;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sweep.
 *
 * @param name of its directory below the sweep's
 * @param values of what is swept, by name
 * @param inputConfig what the run was asked to do
 * @param holds whether it kept every bound that the sweep was given
 * @param gpu what GPUs said meanwhile; null where none was asked, or none answered
 */
public record SweepPoint(
        String name,
        SequencedMap<String, BigDecimal> values,
        Map<String, @Nullable Object> inputConfig,
        Summary summary,
        boolean holds,
        @Nullable GpuTelemetry gpu) {

    public SweepPoint {
        values = new LinkedHashMap<>(values);
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
        return throughput(summary);
    }

    /** The same of any run. */
    public static double throughput(Summary summary) {
        Double total = summary.total(Metric.OUTPUT_TOKEN_THROUGHPUT);
        return total == null ? 0 : total;
    }

    /** Output tokens a second that one user sees on average; of whole answers, tokens by latency. */
    public double throughputPerUser() {
        return throughputPerUser(summary);
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

    /** A statistic of a metric; null when the run lacks it. */
    @Nullable
    Double number(Metric metric, String statistic) {
        return summary.number(metric, statistic);
    }
}
