package io.streamgauge.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the client cost while it measured.
 *
 * @param wallNanos length of the measured phase
 * @param cpuNanos processor time of the whole process in that phase, a built-in server in the same process included
 * @param processCpuNanos processor time of the process since it started
 * @param peakRssBytes most memory the process ever held; 0 where the system does not tell
 * @param collections garbage collections in the measured phase
 * @param collectionMillis time spent on them
 * @param reads socket reads that brought bytes
 * @param tokens token events
 * @param fullReads reads that filled the whole buffer: the loop was behind
 */
public record ClientHealth(
        long wallNanos,
        long cpuNanos,
        long processCpuNanos,
        long peakRssBytes,
        long collections,
        long collectionMillis,
        long reads,
        long tokens,
        long fullReads) {

    /** Processor time for each token event, in nanoseconds; 0 when there was none. */
    public double cpuNanosPerToken() {
        return tokens == 0 ? 0 : (double) cpuNanos / tokens;
    }

    /** The health block below the table. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Client: %.2f s CPU in %.2f s (%.1f %% of a core, %.1f us per token), peak RSS %d MB, %d collections taking %d ms",
                cpuNanos / 1e9,
                wallNanos / 1e9,
                wallNanos == 0 ? 0 : 100.0 * cpuNanos / wallNanos,
                cpuNanosPerToken() / 1e3,
                peakRssBytes / 1_000_000,
                collections,
                collectionMillis));
        if (fullReads > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Client: behind on %,d of %,d reads, which filled the whole buffer",
                    fullReads,
                    reads));
        }
        return lines;
    }

    /** As the summary file holds it; units in the names. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("wall_seconds", wallNanos / 1e9);
        tree.put("cpu_seconds", cpuNanos / 1e9);
        tree.put("process_cpu_seconds", processCpuNanos / 1e9);
        tree.put("cpu_us_per_token", cpuNanosPerToken() / 1e3);
        tree.put("peak_rss_bytes", peakRssBytes);
        tree.put("gc_count", collections);
        tree.put("gc_ms", collectionMillis);
        tree.put("socket_reads", reads);
        tree.put("full_reads", fullReads);
        tree.put("token_events", tokens);
        return tree;
    }
}
