package io.streamgauge.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code server_metrics.jsonl} again: the same numbers as when the run ended. */
public final class RecordedTelemetry {
    private final TelemetryWatch watch;
    private final LoggedPages pages = new LoggedPages();
    private final Map<String, MetricsPage> round = new LinkedHashMap<>();
    private long roundNanos;
    private boolean measured;
    private int badLines;

    private RecordedTelemetry(GpuMetrics gpuMetrics) {
        watch = new TelemetryWatch(gpuMetrics);
    }

    /**
     * What the file holds; nothing when there is no such file. Lines that cannot be read are left out, and said.
     *
     * @param gpuMetrics what is taken in of GPUs
     * @throws IOException when the file cannot be read
     */
    public static Telemetry read(Path log, GpuMetrics gpuMetrics) throws IOException {
        if (!Files.exists(log)) {
            return Telemetry.NONE;
        }
        var recorded = new RecordedTelemetry(gpuMetrics);
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
        var reading = pages.read(line);
        if (reading == null) {
            badLines++;
            return;
        }
        if (reading.atNanos() != roundNanos || round.containsKey(reading.url())) {
            endRound();
        }
        if (reading.measured() && !measured) {
            watch.begin();
            measured = true;
        }
        roundNanos = reading.atNanos();
        round.put(reading.url(), reading.page());
    }

    private void endRound() {
        if (!round.isEmpty()) {
            watch.round(round, roundNanos);
            round.clear();
        }
    }
}
