package io.streamgauge.telemetry;

import io.streamgauge.clock.WallAnchor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code server_metrics.jsonl}: a line for each reading of a page, with the series that changed since the last line of that
 * page (the first has all), null for one that is gone, and what the page newly says of the kinds of its metrics. Creation times are left out. What cannot be written is a trouble, and ends
 * the file. One thread.
 */
final class SeriesLog implements AutoCloseable {
    private final Path path;
    private final WallAnchor anchor;
    private final Map<String, Map<Series, Double>> last = new HashMap<>();
    private final Map<String, Map<String, String>> kinds = new HashMap<>();
    private @Nullable BufferedWriter writer;
    private @Nullable String trouble;

    SeriesLog(Path path, WallAnchor anchor) {
        this.path = path;
        this.anchor = anchor;
    }

    /** @param measured whether the measured phase has begun */
    void write(String url, MetricsPage page, boolean measured, long atNanos) {
        if (trouble != null) {
            return;
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("t_ns", atNanos);
        line.put("epoch_ns", anchor.epochNanosAt(atNanos));
        line.put("phase", measured ? "measure" : "warmup");
        line.put("url", url);
        line.put("values", changed(last.computeIfAbsent(url, key -> new HashMap<>()), page.values()));
        var kind = newly(kinds.computeIfAbsent(url, key -> new HashMap<>()), page.kinds());
        if (!kind.isEmpty()) {
            line.put("types", kind);
        }
        try {
            var out = writer == null ? writer = Files.newBufferedWriter(path) : writer;
            out.write(JsonMapper.shared().writeValueAsString(line));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            trouble = path.getFileName() + " could not be written: " + e.getMessage();
        }
    }

    private static Map<String, String> newly(Map<String, String> before, Map<String, String> now) {
        var newly = new LinkedHashMap<String, String>();
        now.forEach((name, kind) -> {
            if (!name.endsWith("_created") && !kind.equals(before.put(name, kind))) {
                newly.put(name, kind);
            }
        });
        return newly;
    }

    private static Map<String, @Nullable Object> changed(Map<Series, Double> before, Map<Series, Double> now) {
        var changed = new LinkedHashMap<String, @Nullable Object>();
        now.forEach((series, value) -> {
            if (!series.name().endsWith("_created") && !value.equals(before.put(series, value))) {
                changed.put(series.toString(), Double.isFinite(value) ? (Object) value : String.valueOf(value));
            }
        });
        before.keySet().removeIf(series -> {
            boolean gone = !now.containsKey(series);
            if (gone) {
                changed.put(series.toString(), null);
            }
            return gone;
        });
        return changed;
    }

    /** What went wrong, null for nothing. */
    @Nullable
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            trouble = path.getFileName() + " could not be written: " + e.getMessage();
        }
    }
}
