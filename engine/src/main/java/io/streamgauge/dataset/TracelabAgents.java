package io.streamgauge.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which sessions of TraceLab's are subagents of which. No row says so: one whose whole time lies within a call of the tool that sets
 * agents to work, by the same user in the same project, is taken for what that call did; of several such calls it is the shortest one's.
 * A subagent's own subagents are sessions of their own.
 */
final class TracelabAgents {
    /** Shorter calls did nothing, or failed. */
    private static final double LEAST_SECONDS = 10;

    private static final double SECONDS_PER_MILLI = 1e-3;
    private static final double SECONDS_PER_NANO = 1e-9;

    private final Map<String, Extent> extents = new LinkedHashMap<>();
    private @Nullable Map<String, Window> found;

    /** A time in which a session had agents at work. */
    record Window(String session, double startSeconds, double endSeconds) {}

    /** What is known of a session. */
    private static final class Extent {
        private final List<String> owner;
        private final boolean waitsLater;
        private final List<Window> windows = new ArrayList<>();
        private double firstSeconds = Double.POSITIVE_INFINITY;
        private double lastSeconds = Double.NEGATIVE_INFINITY;
        private double spawnedSeconds = Double.POSITIVE_INFINITY;
        private double awaitedSeconds = Double.NEGATIVE_INFINITY;

        Extent(JsonNode row) {
            owner = List.of(row.path("user").asString(""), row.path("project").asString(""));
            waitsLater = row.path("provider").asString("").equals("codex");
        }

        void stamp(double seconds) {
            if (!Double.isNaN(seconds)) {
                firstSeconds = Math.min(firstSeconds, seconds);
                lastSeconds = Math.max(lastSeconds, seconds);
            }
        }
    }

    /** A row of a session. */
    void look(String session, JsonNode row) {
        var extent = extents.computeIfAbsent(session, name -> new Extent(row));
        row.path("timing_events").forEach(event -> extent.stamp(seconds(event, "timestamp")));
        for (var tool : row.path("tools")) {
            double start = seconds(tool, "emitted_at");
            double end = seconds(tool, "result_at");
            extent.stamp(start);
            extent.stamp(end);
            var name = tool.path("tool_name").asString("");
            if (!extent.waitsLater && (name.equals("Agent") || name.equals("Task"))) {
                double took = tool.path("tool_wall_latency_ms").asDouble(0) * SECONDS_PER_MILLI;
                if (took >= LEAST_SECONDS && start <= end) {
                    extent.windows.add(new Window(session, start, end));
                }
            } else if (extent.waitsLater && name.equals("spawn_agent") && !Double.isNaN(start)) {
                extent.spawnedSeconds = Math.min(extent.spawnedSeconds, start);
            } else if (extent.waitsLater && name.equals("wait_agent") && !Double.isNaN(end)) {
                extent.awaitedSeconds = Math.max(extent.awaitedSeconds, end);
            }
        }
    }

    /** The first moment of all. */
    double firstSeconds() {
        return extents.values().stream()
                .mapToDouble(extent -> extent.firstSeconds)
                .min()
                .orElse(0);
    }

    /** Whose subagent a session is; null where it is none. */
    @Nullable
    String parent(String session) {
        var window = found().get(session);
        return window == null ? null : window.session();
    }

    /** When a subagent was at work. */
    Window window(String session) {
        return Objects.requireNonNull(found().get(session));
    }

    private Map<String, Window> found() {
        var known = found;
        if (known == null) {
            known = find();
            found = known;
        }
        return known;
    }

    private Map<String, Window> find() {
        Map<List<String>, List<Window>> windows = new HashMap<>();
        extents.forEach((session, extent) -> {
            if (extent.awaitedSeconds > extent.spawnedSeconds) {
                extent.windows.add(new Window(session, extent.spawnedSeconds, extent.awaitedSeconds));
            }
            windows.computeIfAbsent(extent.owner, owner -> new ArrayList<>()).addAll(extent.windows);
        });
        Map<String, Window> all = new HashMap<>();
        extents.forEach((session, extent) -> {
            Window best = null;
            for (var window : windows.getOrDefault(extent.owner, List.of())) {
                boolean within = !window.session().equals(session)
                        && extent.firstSeconds >= window.startSeconds()
                        && extent.lastSeconds <= window.endSeconds();
                if (within && (best == null || length(window) < length(best))) {
                    best = window;
                }
            }
            if (best != null) {
                all.put(session, best);
            }
        });
        Map<String, Window> roots = new HashMap<>(all);
        roots.values().removeIf(window -> all.containsKey(window.session()));
        return roots;
    }

    private static double length(Window window) {
        return window.endSeconds() - window.startSeconds();
    }

    /** A date, in seconds; NaN where there is none. */
    static double seconds(JsonNode row, String name) {
        var value = row.path(name);
        return value.isString() && !value.stringValue().isEmpty()
                ? RecordedMoments.date(value, name) * SECONDS_PER_NANO
                : Double.NaN;
    }
}
