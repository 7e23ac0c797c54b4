package io.streamgauge.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What servers are told beside the requests that are measured.
 *
 * @param reset sent once before the run, so that caches are empty; null for not at all
 * @param profiler sent around the measured phase; null for not at all
 */
public record ControlPlan(@Nullable Order reset, @Nullable Profiler profiler) {
    /** Nothing is told. */
    public static final ControlPlan NONE = new ControlPlan(null, null);

    /**
     * A POST without a body, to each server.
     *
     * @param option on whose behalf
     * @param path from the server's root, with its slash
     * @param timeoutNanos how long an answer may take
     */
    public record Order(String option, String path, long timeoutNanos) {}

    /** Starts and stops the servers' profiler. */
    public record Profiler(Order start, Order stop) {}

    public boolean isNothing() {
        return reset == null && profiler == null;
    }

    /** The same servers without the paths that requests have in front, each once. */
    public static List<Target> roots(List<Target> targets) {
        return targets.stream()
                .map(target -> new Target(target.url(), target.origin().root()))
                .distinct()
                .toList();
    }
}
