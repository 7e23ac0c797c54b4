package io.streamgauge.health;

import io.streamgauge.clock.Host;
import io.streamgauge.record.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the client cost while it measured, and how far its stamps can be trusted. All of the measured phase alone, where
 * not said otherwise.
 *
 * @param verdict what follows from the rest
 */
public record ClientHealth(Cost cost, Reading reading, Lateness lateness, Surroundings surroundings, Verdict verdict) {
    /** The steady state lies between these shares of all tokens. */
    public static final double STEADY_FROM = 0.2;

    public static final double STEADY_TO = 0.9;

    private static final String UNTRUE = "untrue_times";

    /**
     * What the client used.
     *
     * @param wallNanos length of the measured phase
     * @param cpuNanos processor time of the whole process, a built-in server in the same process included
     * @param steadyCpuNanosPerToken the same for each token, from the fifth part of the tokens to nine tenths: without
     *     connections, start of streams, counting of texts; 0 where the phase was too short to tell
     * @param processCpuNanos processor time of the process since it started
     * @param peakRssBytes most memory the process ever held; 0 where the system does not tell
     * @param collections garbage collections
     * @param collectionMillis time spent on them
     * @param busiestLoop share of the time that the busiest event loop was on a processor, 0 to 1
     * @param loopWaitNanos how long that loop was kept from running by others
     */
    public record Cost(
            long wallNanos,
            long cpuNanos,
            double steadyCpuNanosPerToken,
            long processCpuNanos,
            long peakRssBytes,
            long collections,
            long collectionMillis,
            double busiestLoop,
            long loopWaitNanos) {}

    /**
     * What was read.
     *
     * @param reads socket reads that brought bytes
     * @param tokens token events
     * @param coalesced token events that shared a read, and so a stamp, with an earlier one of their stream
     * @param fullReads reads that filled the whole buffer: the loop was behind
     */
    public record Reading(long reads, long tokens, long coalesced, long fullReads) {
        /** Coalesced events among all, 0 to 1. */
        public double coalescedShare() {
            return tokens == 0 ? 0 : (double) coalesced / tokens;
        }
    }

    /**
     * How late the client saw what arrived. With kernel stamps it is measured on each read and bends no stamp; with user
     * stamps it is how late the loops' timers were, and stamps are as late.
     *
     * @param stamp whose stamps
     * @param whyUser why not the kernel's, null when they are
     * @param transport in use
     * @param clockSteps how often the wall clock was stepped while stamps depended on it
     */
    public record Lateness(
            Stamp stamp,
            @Nullable String whyUser,
            String transport,
            long p50Nanos,
            long p99Nanos,
            long maxNanos,
            int clockSteps) {}

    /**
     * What the machine did to the client.
     *
     * @param host its clock and processors
     * @param stolenShare share of the machine's time that went to other machines on its host, 0 to 1
     * @param stillNanos how long the process stood still, suspended or stopped
     * @param standstills how often
     */
    public record Surroundings(Host host, double stolenShare, long stillNanos, int standstills) {}

    /** Processor time for each token event, in nanoseconds; 0 when there was none. */
    public double cpuNanosPerToken() {
        return reading.tokens == 0 ? 0 : (double) cost.cpuNanos / reading.tokens;
    }

    /** One line for the top of a report when token times are not all true. */
    public Optional<String> warning() {
        return warning(verdict.untrue());
    }

    /** The same of a block that {@link #toTree} made, read again; empty where it is none. */
    public static Optional<String> warning(@Nullable Object block) {
        return block instanceof Map<?, ?> tree && tree.get(UNTRUE) instanceof List<?> reasons
                ? warning(reasons)
                : Optional.empty();
    }

    private static Optional<String> warning(List<?> reasons) {
        return reasons.stream().findFirst().map(reason -> "WARNING: token times are not all true: " + reason);
    }

    /** The health block below the table. */
    public List<String> lines() {
        if (reading.reads == 0) {
            return List.of("Client: read no answer in the measured phase, so that it has no figures");
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Client: %.2f s CPU in %.2f s (%.1f %% of a core, %.1f us per token), peak RSS %d MB, %d %s taking %d ms",
                cost.cpuNanos / 1e9,
                cost.wallNanos / 1e9,
                cost.wallNanos == 0 ? 0 : 100.0 * cost.cpuNanos / cost.wallNanos,
                cpuNanosPerToken() / 1e3,
                cost.peakRssBytes / 1_000_000,
                cost.collections,
                cost.collections == 1 ? "collection" : "collections",
                cost.collectionMillis));
        lines.add(String.format(
                Locale.ROOT,
                "Client: loop busy %.1f %%, lag %s p50, %s p99, %s max, %.2f %% of token events coalesced, %s",
                100 * cost.busiestLoop,
                duration(lateness.p50Nanos),
                duration(lateness.p99Nanos),
                duration(lateness.maxNanos),
                100 * reading.coalescedShare(),
                source()));
        if (!surroundings.host.hasQuickClock()) {
            lines.add("Client: this machine's clock source is " + surroundings.host.clockSource()
                    + ", which is slow to read: every stamp costs more than it should");
        }
        if (reading.fullReads > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Client: behind on %,d of %,d reads, which filled the whole buffer",
                    reading.fullReads,
                    reading.reads));
        }
        List<String> reasons = new ArrayList<>(verdict.untrue());
        reasons.addAll(verdict.heavy());
        lines.add("client overhead: " + verdict.overhead().word()
                + (reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")"));
        return lines;
    }

    private String source() {
        return lateness.stamp == Stamp.KERNEL
                ? "kernel stamps"
                : "stamps of the process by " + lateness.transport
                        + (lateness.whyUser == null ? "" : " (kernel stamps: " + lateness.whyUser + ")");
    }

    /** As the summary file holds it; units in the names. */
    public Map<String, Object> toTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("overhead", verdict.overhead().word());
        tree.put(UNTRUE, verdict.untrue());
        tree.put("heavy_load", verdict.heavy());
        tree.put("wall_seconds", cost.wallNanos / 1e9);
        tree.put("cpu_seconds", cost.cpuNanos / 1e9);
        tree.put("process_cpu_seconds", cost.processCpuNanos / 1e9);
        tree.put("cpu_us_per_token", cpuNanosPerToken() / 1e3);
        tree.put("steady_cpu_us_per_token", cost.steadyCpuNanosPerToken / 1e3);
        tree.put("peak_rss_bytes", cost.peakRssBytes);
        tree.put("gc_count", cost.collections);
        tree.put("gc_ms", cost.collectionMillis);
        tree.put("loop_busy_share", cost.busiestLoop);
        tree.put("loop_kept_waiting_ms", cost.loopWaitNanos / 1e6);
        tree.put("socket_reads", reading.reads);
        tree.put("full_reads", reading.fullReads);
        tree.put("token_events", reading.tokens);
        tree.put("coalesced_share", reading.coalescedShare());
        tree.put("stamps", lateness.stamp.name().toLowerCase(Locale.ROOT));
        tree.put("why_user_stamps", String.valueOf(lateness.whyUser == null ? "" : lateness.whyUser));
        tree.put("transport", lateness.transport);
        tree.put("lag_p50_us", lateness.p50Nanos / 1e3);
        tree.put("lag_p99_us", lateness.p99Nanos / 1e3);
        tree.put("lag_max_us", lateness.maxNanos / 1e3);
        tree.put("wall_clock_steps", lateness.clockSteps);
        tree.put("clock_source", surroundings.host.clockSource());
        tree.put("processors", surroundings.host.cores());
        tree.put("stolen_share", surroundings.stolenShare);
        tree.put("stood_still_ms", surroundings.stillNanos / 1e6);
        tree.put("standstills", surroundings.standstills);
        return tree;
    }

    /** A duration in the unit that suits it. */
    static String duration(long nanos) {
        return nanos < 1_000_000
                ? String.format(Locale.ROOT, "%.0f us", nanos / 1e3)
                : nanos < 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                        : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
