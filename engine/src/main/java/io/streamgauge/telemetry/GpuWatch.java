package io.streamgauge.telemetry;

import io.streamgauge.metrics.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Takes in what pages say of GPUs. One thread. */
final class GpuWatch {
    private static final double JOULES = 1e6;
    private static final int MOST_GPUS = 1024;
    private static final List<GpuMetric> CHARTED =
            List.of(GpuMetric.GPU_POWER_USAGE, GpuMetric.GPU_UTILIZATION, GpuMetric.GPU_MEMORY_USED);

    private final GpuMetrics metrics;
    private final Map<GpuMetric, SortedMap<Id, Gpu>> gpus = new LinkedHashMap<>();
    private final Set<String> pages = new LinkedHashSet<>();

    /** A GPU of a page; GPU 10 stands after GPU 9. */
    private record Id(String page, String gpu) implements Comparable<Id> {
        private static final Comparator<Id> ORDER = Comparator.comparing(Id::page)
                .thenComparingInt(id -> id.gpu().length())
                .thenComparing(Id::gpu);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    /** One metric of one GPU: through the run for charts, through the measured phase for numbers. */
    private static final class Gpu {
        private final Track charted = new Track();
        private final Track measured = new Track();
    }

    GpuWatch(GpuMetrics metrics) {
        this.metrics = metrics;
        metrics.all().forEach(metric -> gpus.put(metric, new TreeMap<>()));
    }

    static boolean isOn(MetricsPage page) {
        return page.hasPrefix("DCGM_FI_") || page.hasPrefix("nv_gpu_");
    }

    /** The measured phase begins: numbers before it do not count. */
    void begin() {
        gpus.values().forEach(byGpu -> byGpu.values().forEach(gpu -> gpu.measured.clear()));
    }

    /** @param address of the page */
    void add(MetricsPage page, String address, long at) {
        var tritonNames = new ArrayList<String>();
        for (var metric : metrics.all()) {
            for (var point : page.all(metric.dcgm().series(), Map.of())) {
                var gpu = point.series().label("gpu");
                if (gpu != null && !blank(point.value())) {
                    add(metric, new Id(address, gpu), at, metric.dcgm().scale() * point.value());
                }
            }
            var triton = metric.triton();
            if (triton == null) {
                continue;
            }
            for (var point : page.all(triton.series(), Map.of())) {
                var uuid = point.series().label("gpu_uuid");
                if (uuid != null && Double.isFinite(point.value())) {
                    if (!tritonNames.contains(uuid)) {
                        tritonNames.add(uuid);
                    }
                    // genai-perf counts Triton's GPUs in the page's order.
                    var name = "gpu" + tritonNames.indexOf(uuid);
                    add(metric, new Id(address, name), at, triton.scale() * point.value());
                }
            }
        }
    }

    /** DCGM's numbers for "not told": the blank of a double, of an int64 and of an int32, and the three after each. */
    private static boolean blank(double value) {
        return !Double.isFinite(value)
                || value >= 0x7ffffffffffffff0L
                || (value >= 0x1p47 && value <= 0x1p47 + 3)
                || (value >= 0x7ffffff0L && value <= 0x7ffffff3L);
    }

    private void add(GpuMetric metric, Id id, long at, double value) {
        var byGpu = Objects.requireNonNull(gpus.get(metric));
        if (byGpu.size() >= MOST_GPUS && !byGpu.containsKey(id)) {
            return;
        }
        pages.add(id.page());
        var gpu = byGpu.computeIfAbsent(id, key -> new Gpu());
        gpu.measured.add(at, value);
        if (CHARTED.contains(metric)) {
            gpu.charted.add(at, value);
        }
    }

    /** genai-perf's name of a GPU; where several pages tell of some, with the page's address before it. */
    private String name(Id id) {
        return pages.size() == 1 ? id.gpu() : id.page().replaceFirst("^https?://([^/]*).*", "$1") + "/" + id.gpu();
    }

    /** What the measured phase came to; null when no GPU was heard. */
    @Nullable
    GpuTelemetry result() {
        var statistics = new LinkedHashMap<GpuMetric, Map<String, Statistics>>();
        double joules = 0;
        for (var entry : gpus.entrySet()) {
            var byGpu = new LinkedHashMap<String, Statistics>();
            entry.getValue().forEach((id, gpu) -> {
                if (!gpu.measured.isEmpty()) {
                    byGpu.put(name(id), Statistics.of(gpu.measured.values(), 1));
                }
            });
            if (!byGpu.isEmpty()) {
                statistics.put(entry.getKey(), byGpu);
            }
        }
        for (var numbers :
                statistics.getOrDefault(GpuMetric.ENERGY_CONSUMPTION, Map.of()).values()) {
            joules += JOULES * (numbers.max() - numbers.min());
        }
        var shown = metrics.shown().stream().filter(statistics::containsKey).toList();
        return statistics.isEmpty() ? null : new GpuTelemetry(statistics, shown, joules);
    }

    /** Power, utilization and memory of each GPU over time. */
    List<ServerLine> lines() {
        var lines = new ArrayList<ServerLine>();
        for (var metric : CHARTED) {
            var byGpu = gpus.get(metric);
            if (byGpu != null) {
                byGpu.forEach(
                        (id, gpu) -> lines.add(gpu.charted.line(metric.name() + ", GPU " + name(id), metric.unit())));
            }
        }
        return lines;
    }
}
