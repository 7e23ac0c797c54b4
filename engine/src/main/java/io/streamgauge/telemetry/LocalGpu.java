package io.streamgauge.telemetry;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A GPU of this machine.
 *
 * @param index from 0, as its driver counts
 * @param uuid that it has on every machine; empty where it does not say
 * @param model empty where it does not say
 * @param host the machine's name
 */
record LocalGpu(int index, String uuid, String model, String host) {
    /** As DCGM's exporter has them. */
    SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        labels.put("gpu", String.valueOf(index));
        labels.put("UUID", uuid);
        labels.put("modelName", model);
        labels.put("Hostname", host);
        labels.values().removeIf(String::isEmpty);
        return Collections.unmodifiableSortedMap(labels);
    }

    @Override
    public String toString() {
        return "GPU " + index + (model.isEmpty() ? "" : " (" + model + ")");
    }
}
