package io.streamgauge.telemetry;

import java.util.LinkedHashMap;
import java.util.Map;

/** What GPUs of this machine say at one moment, as a page of DCGM's exporter would. One thread. */
final class GpuSheet {
    private final Map<Series, Double> values = new LinkedHashMap<>();
    private final Map<String, String> kinds = new LinkedHashMap<>();

    /** @param value in the field's unit */
    void add(LocalGpu gpu, DcgmField field, double value) {
        values.put(new Series(field.series(), gpu.labels()), value);
        kinds.put(field.series(), field.kind());
    }

    MetricsPage page() {
        return new MetricsPage(values, kinds);
    }
}
