package io.streamgauge.report;

import io.streamgauge.metrics.Failures;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Sessions;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code <stem>_genai_perf.json}: genai-perf's keys and shapes in its order, then, after {@code input_config}, what it
 * does not have: our metrics, requests by outcome, errors, coalescing, token counts of the server, and the sections that
 * the caller brings.
 */
public final class SummaryJson {
    private static final List<Metric> GENAI_PERF_ORDER = List.of(
            Metric.REQUEST_THROUGHPUT,
            Metric.REQUEST_LATENCY,
            Metric.REQUEST_COUNT,
            Metric.TIME_TO_FIRST_TOKEN,
            Metric.TIME_TO_SECOND_TOKEN,
            Metric.INTER_TOKEN_LATENCY,
            Metric.OUTPUT_TOKEN_THROUGHPUT,
            Metric.OUTPUT_TOKEN_THROUGHPUT_PER_REQUEST,
            Metric.OUTPUT_TOKEN_THROUGHPUT_PER_USER,
            Metric.OUTPUT_SEQUENCE_LENGTH,
            Metric.INPUT_SEQUENCE_LENGTH,
            Metric.IMAGE_LATENCY,
            Metric.IMAGE_THROUGHPUT,
            Metric.REQUEST_GOODPUT);

    /** What a run was asked to do. */
    static final String INPUT_CONFIG = "input_config";

    private static final Set<String> OWN_KEYS = Set.of(
            INPUT_CONFIG, "definitions", "duration", "requests", "errors", "coalescing", "usage", "session_counts");

    private SummaryJson() {}

    /**
     * Writes the file.
     *
     * @param inputConfig what the run was asked to do, in the order to keep
     * @param sections further sections by name, such as {@code health}; their values are trees of maps, lists and scalars
     */
    public static void write(Path path, Summary summary, Map<String, ?> inputConfig, Map<String, ?> sections)
            throws IOException {
        AtomicFile.write(path, PrettyJson.of(tree(summary, inputConfig, sections)) + "\n");
    }

    /** The file's place. */
    static Path path(Path directory, String stem) {
        return directory.resolve(stem + "_genai_perf.json");
    }

    /** What a summary file holds beside the numbers of {@link Summary}; empty when it cannot be read. */
    static Map<String, Object> sections(Path path) {
        var sections = new LinkedHashMap<String, Object>();
        try {
            JsonMapper.shared().readTree(Files.readAllBytes(path)).properties().forEach(entry -> {
                boolean own = OWN_KEYS.contains(entry.getKey())
                        || Metric.ofKey(entry.getKey()).isPresent();
                if (!own) {
                    sections.put(entry.getKey(), JsonMapper.shared().treeToValue(entry.getValue(), Object.class));
                }
            });
        } catch (IOException | JacksonException none) {
            sections.clear();
        }
        return sections;
    }

    static Map<String, Object> tree(Summary summary, Map<String, ?> inputConfig, Map<String, ?> sections) {
        var tree = new LinkedHashMap<String, Object>();
        GENAI_PERF_ORDER.forEach(metric -> putMetric(tree, metric, summary));
        tree.put(INPUT_CONFIG, inputConfig);
        for (var metric : Metric.values()) {
            if (!GENAI_PERF_ORDER.contains(metric)) {
                putMetric(tree, metric, summary);
            }
        }
        tree.put("definitions", summary.options().definitions().key());
        tree.put("duration", duration(summary));
        tree.put("requests", requests(summary.counts()));
        tree.put("errors", errors(summary.failures()));
        tree.put("coalescing", coalescing(summary));
        tree.put("usage", usage(summary));
        var sessions = summary.sessions();
        if (sessions != null) {
            tree.put("session_counts", sessions(sessions));
        }
        tree.putAll(sections);
        return tree;
    }

    /** genai-perf's metrics alone. */
    static Map<String, Object> metrics(Summary summary) {
        var tree = new LinkedHashMap<String, Object>();
        GENAI_PERF_ORDER.forEach(metric -> putMetric(tree, metric, summary));
        return tree;
    }

    private static void putMetric(Map<String, Object> tree, Metric metric, Summary summary) {
        var total = summary.total(metric);
        if (total != null) {
            var values = new LinkedHashMap<String, Object>();
            values.put("unit", metric.unit().unitName());
            values.put("avg", total);
            tree.put(metric.key(), values);
        }
        var statistics = summary.distribution(metric);
        if (statistics != null) {
            tree.put(metric.key(), distribution(metric, statistics));
        }
    }

    static Map<String, Object> distribution(Metric metric, Statistics statistics) {
        var values = new LinkedHashMap<String, Object>();
        values.put("unit", metric.unit().unitName());
        values.put("avg", statistics.avg());
        values.put("p1", statistics.p1());
        values.put("p5", statistics.p5());
        values.put("p10", statistics.p10());
        values.put("p25", statistics.p25());
        values.put("p50", statistics.p50());
        values.put("p75", statistics.p75());
        values.put("p90", statistics.p90());
        values.put("p95", statistics.p95());
        values.put("p99", statistics.p99());
        values.put("min", statistics.min());
        values.put("max", statistics.max());
        values.put("std", statistics.std());
        values.put("p99_9", statistics.p999());
        values.put("count", statistics.count());
        return values;
    }

    private static Map<String, Object> duration(Summary summary) {
        var values = new LinkedHashMap<String, Object>();
        values.put("unit", "sec");
        values.put("avg", summary.durationNanos() / 1e9);
        return values;
    }

    private static Map<String, Object> requests(Summary.Counts counts) {
        var values = new LinkedHashMap<String, Object>();
        values.put("measured", counts.measured());
        values.put("with_output", counts.kept());
        values.put("empty", counts.empty());
        values.put("failed", counts.failed());
        values.put("retried", counts.retried());
        values.put("warmup", counts.warmup());
        values.put("warmup_failed", counts.warmupFailed());
        return values;
    }

    private static Map<String, Object> sessions(Sessions sessions) {
        var values = new LinkedHashMap<String, Object>();
        values.put("begun", sessions.begun());
        values.put("whole", sessions.whole());
        values.put("turns_unsent", sessions.turnsUnsent());
        return values;
    }

    private static Map<String, Object> errors(Failures failures) {
        var byStatus = new LinkedHashMap<String, Object>();
        for (var status : Status.values()) {
            var count = failures.byStatus().get(status);
            if (count != null) {
                byStatus.put(status.key(), count);
            }
        }
        var values = new LinkedHashMap<String, Object>();
        values.put("count", failures.count());
        values.put("by_status", byStatus);
        values.put("kinds", failures.kinds().stream().map(SummaryJson::kind).toList());
        values.put("in_other_kinds", failures.inOtherKinds());
        return values;
    }

    private static Map<String, Object> kind(Failures.Kind kind) {
        var values = new LinkedHashMap<String, Object>();
        values.put("status", kind.status().key());
        values.put("http_status", kind.httpStatus() == 0 ? null : kind.httpStatus());
        values.put("message", kind.message());
        values.put("count", kind.count());
        return values;
    }

    private static Map<String, Object> coalescing(Summary summary) {
        var coalescing = summary.coalescing();
        var values = new LinkedHashMap<String, Object>();
        values.put("token_events", coalescing.tokenEvents());
        values.put("coalesced_events", coalescing.coalescedEvents());
        values.put("share", coalescing.share());
        values.put("kernel_stamped_requests", coalescing.kernelStamped());
        return values;
    }

    private static Map<String, Object> usage(Summary summary) {
        var usage = summary.usage();
        var values = new LinkedHashMap<String, Object>();
        values.put("compared_requests", usage.compared());
        values.put("differing_requests", usage.differing());
        values.put("server_output_tokens", usage.serverTokens());
        values.put("counted_output_tokens", usage.countedTokens());
        values.put("explanation", usage.explanation());
        return values;
    }
}
