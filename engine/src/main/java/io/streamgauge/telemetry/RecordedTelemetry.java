package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code server_metrics.jsonl} again: the same numbers as when the run ended. */
public final class RecordedTelemetry {
    private final TelemetryWatch watch = new TelemetryWatch();
    private final Map<String, Map<Series, Double>> pages = new HashMap<>();
    private final Map<String, MetricsPage> round = new LinkedHashMap<>();
    private long roundNanos;
    private boolean measured;
    private int badLines;

    private RecordedTelemetry() {}

    /**
     * What the file holds; nothing when there is no such file. Lines that cannot be read are left out, and said.
     *
     * @throws IOException when the file cannot be read
     */
    public static Telemetry read(Path log) throws IOException {
        if (!Files.exists(log)) {
            return Telemetry.NONE;
        }
        var recorded = new RecordedTelemetry();
        try (var lines = Files.newBufferedReader(log)) {
            String line;
            while ((line = lines.readLine()) != null) {
                recorded.take(line);
            }
        }
        recorded.endRound();
        List<String> notes = recorded.badLines == 0
                ? List.of()
                : List.of("unreadable lines of " + log.getFileName() + ", left out: " + recorded.badLines);
        return recorded.watch.telemetry(notes, List.of());
    }

    private void take(String line) {
        try {
            var tree = JsonMapper.shared().readTree(line);
            var url = tree.required("url").asString();
            long at = tree.required("t_ns").asLong();
            boolean begun = tree.required("phase").asString().equals("measure");
            var page = page(url, tree.required("values"));
            if (at != roundNanos || round.containsKey(url)) {
                endRound();
            }
            if (begun && !measured) {
                watch.begin();
                measured = true;
            }
            roundNanos = at;
            round.put(url, page);
        } catch (JacksonException | IOException | IllegalArgumentException e) {
            badLines++;
        }
    }

    private void endRound() {
        if (!round.isEmpty()) {
            watch.round(round, roundNanos);
            round.clear();
        }
    }

    /** The page as it was, of what changed on it. */
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
        return new MetricsPage(new LinkedHashMap<>(page));
    }
}
