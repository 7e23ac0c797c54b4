package io.streamgauge.plan;

import java.net.URI;
import java.util.List;

/**
 * What is looked at beside the requests while a run is on.
 *
 * @param targets whether the metrics pages of the targets themselves are, where there are any
 * @param pages further ones, asked for by name; http or https
 * @param gpus of this machine, by their drivers
 * @param gpuFields further fields of GPUs, as the lines of a file of DCGM's exporter; empty for none
 * @param intervalNanos from one reading to the next
 * @param parquet whether what pages said is written as a table of Parquet too
 * @param network the network between this client and the targets
 */
public record TelemetryPlan(
        boolean targets,
        List<URI> pages,
        List<GpuDriver> gpus,
        List<String> gpuFields,
        long intervalNanos,
        boolean parquet,
        NetworkPlan network) {
    public TelemetryPlan {
        pages = List.copyOf(pages);
        gpus = List.copyOf(gpus);
        gpuFields = List.copyOf(gpuFields);
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("interval of " + intervalNanos + " ns");
        }
    }
}
