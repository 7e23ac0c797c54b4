package io.streamgauge.report;

import io.streamgauge.telemetry.SeriesRows;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;

/** {@code server_metrics.parquet}: every reading of every series of the metrics pages, as AIPerf has them. */
public final class ServerMetricsParquet {
    /** Its name within the artifact directory. */
    public static final String FILE_NAME = "server_metrics.parquet";

    private ServerMetricsParquet() {}

    /** Writes it beside the readings that it is made of; nothing where there are none of the measured phase. */
    public static void write(Path directory) throws IOException {
        try (var file = AtomicFile.create(directory.resolve(FILE_NAME))) {
            var output = new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
            if (SeriesRows.write(directory.resolve(RecordedRun.SERVER_METRICS_FILE_NAME), output)) {
                output.flush();
                file.commit();
            }
        }
    }
}
