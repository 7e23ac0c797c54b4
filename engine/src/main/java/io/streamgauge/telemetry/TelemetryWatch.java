package io.streamgauge.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes in the pages of a run, round by round, while it is on or when it is read again. One thread. */
final class TelemetryWatch {
    private final ServerWatch servers = new ServerWatch();
    private final GpuWatch gpus;
    /** Addresses that have ever told of a server. */
    private final Set<String> telling = new LinkedHashSet<>();

    TelemetryWatch(GpuMetrics gpuMetrics) {
        gpus = new GpuWatch(gpuMetrics);
    }

    /** The measured phase begins: the next round is its first. */
    void begin() {
        servers.begin();
        gpus.begin();
    }

    /** The pages that could be read at about this time, by address. */
    void round(Map<String, MetricsPage> heard, long atNanos) {
        var told = new LinkedHashMap<String, MetricsPage>();
        heard.forEach((address, page) -> {
            gpus.add(page, address, atNanos);
            if (!Catalog.on(page).isEmpty()) {
                telling.add(address);
                told.put(address, page);
            }
        });
        // A sum over some of the servers would be a dip that they never had.
        if (!told.isEmpty() && told.keySet().containsAll(telling)) {
            servers.add(MetricsPage.union(told), atNanos);
        }
    }

    Telemetry telemetry(List<String> notes, List<String> troubles) {
        var lines = new ArrayList<>(servers.lines());
        lines.addAll(gpus.lines());
        return new Telemetry(servers.result(List.copyOf(telling)), gpus.result(), lines, notes, troubles);
    }
}
