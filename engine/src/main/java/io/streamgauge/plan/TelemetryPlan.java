package io.streamgauge.plan;

import java.net.URI;
import java.util.List;

/**
 * Which metrics pages are read while a run is on.
 *
 * @param targets whether those of the targets themselves are, where there are any
 * @param pages further ones, asked for by name; http or https
 * @param intervalNanos from one reading to the next
 */
public record TelemetryPlan(boolean targets, List<URI> pages, long intervalNanos) {
    public TelemetryPlan {
        pages = List.copyOf(pages);
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("interval of " + intervalNanos + " ns");
        }
    }
}
