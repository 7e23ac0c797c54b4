package io.streamgauge.report;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Latencies without the network, beside those that were measured: each less the mean round trip, which is AIPerf's rule.
 *
 * @param roundTrip of the network, in milliseconds; null where no probe came to an end
 * @param failures probes that did not
 * @param summary the measured latencies
 */
public record NetworkBlock(@Nullable Statistics roundTrip, int failures, Summary summary) {
    private static final List<Metric> SINCE_SENT =
            List.of(Metric.TIME_TO_FIRST_TOKEN, Metric.TIME_TO_FIRST_ANSWER_TOKEN, Metric.REQUEST_LATENCY);

    /** The blocks of the summary's JSON, under AIPerf's keys. */
    public Map<String, Object> sections() {
        Map<String, Object> sections = new LinkedHashMap<>();
        if (roundTrip == null) {
            return sections;
        }
        Map<String, Object> network = new LinkedHashMap<>(SummaryJson.distribution(Metric.CONNECT_TIME, roundTrip));
        network.put("failures", failures);
        sections.put("network_rtt", network);
        for (Metric metric : SINCE_SENT) {
            Statistics measured = summary.distribution(metric);
            if (measured != null) {
                sections.put(
                        "network_adjusted_" + metric.key(),
                        SummaryJson.distribution(metric, measured.less(roundTrip.avg())));
            }
        }
        return sections;
    }

    /** The same for the console, a line each. */
    public List<String> lines() {
        if (roundTrip == null) {
            return List.of("Network: none of " + failures + " probes of --network-latency-automatic was answered");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                roundTrip.count() == 1
                        ? String.format(Locale.ROOT, "Network: a round trip takes %.3f ms", roundTrip.avg())
                        : String.format(
                                Locale.ROOT,
                                "Network: a round trip took %.3f ms avg, %.3f min, %.3f p99 of %d%s",
                                roundTrip.avg(),
                                roundTrip.min(),
                                roundTrip.p99(),
                                roundTrip.count(),
                                failures == 0 ? "" : ", " + failures + " more failed"));
        for (Metric metric : SINCE_SENT) {
            Statistics measured = summary.distribution(metric);
            if (measured != null) {
                Statistics less = measured.less(roundTrip.avg());
                lines.add(String.format(
                        Locale.ROOT,
                        "Network: %s less its mean %.2f ms avg, %.2f p50, %.2f p99",
                        metric.title(),
                        less.avg(),
                        less.p50(),
                        less.p99()));
            }
        }
        return lines;
    }
}
