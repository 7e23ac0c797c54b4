package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts the pages of {@code server_metrics.jsonl} together again, of what changed on them from line to line. */
final class LoggedPages {
    private final Map<String, Map<Series, Double>> pages = new HashMap<>();
    private final Map<String, Map<String, String>> kinds = new HashMap<>();

    /**
     * A page as it was read.
     *
     * @param epochNanos the same by the wall clock
     * @param measured whether the measured phase had begun
     */
    record Reading(String url, long atNanos, long epochNanos, boolean measured, MetricsPage page) {}

    /** What the next line says; null where it makes no sense. */
    @Nullable
    Reading read(String line) {
        try {
            var tree = JsonMapper.shared().readTree(line);
            var url = tree.required("url").asString();
            long at = tree.required("t_ns").asLong();
            long epoch = tree.required("epoch_ns").asLong();
            boolean measured = tree.required("phase").asString().equals("measure");
            tree.path("types")
                    .properties()
                    .forEach(kind -> kinds.computeIfAbsent(url, key -> new HashMap<>())
                            .put(kind.getKey(), kind.getValue().asString()));
            return new Reading(url, at, epoch, measured, page(url, tree.required("values")));
        } catch (JacksonException | IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private MetricsPage page(String url, JsonNode changes) throws IOException {
        var gone = new ArrayList<String>();
        var text = new StringBuilder();
        changes.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                gone.add(entry.getKey() + " 0");
            } else {
                text.append(entry.getKey())
                        .append(' ')
                        .append(entry.getValue().asString())
                        .append('\n');
            }
        });
        var page = pages.computeIfAbsent(url, key -> new LinkedHashMap<>());
        page.putAll(PrometheusText.parse(text.toString().getBytes(StandardCharsets.UTF_8)));
        for (var line : gone) {
            PrometheusText.parse(line.getBytes(StandardCharsets.UTF_8)).keySet().forEach(page::remove);
        }
        return new MetricsPage(new LinkedHashMap<>(page), kinds.getOrDefault(url, Map.of()));
    }
}
