package io.streamgauge.report;

import io.streamgauge.telemetry.SeriesTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code server_metrics.csv}: every series of the metrics pages in numbers, as AIPerf has them. */
public final class ServerMetricsCsv {
    /** Its name within the artifact directory. */
    public static final String FILE_NAME = "server_metrics.csv";

    private ServerMetricsCsv() {}

    /**
     * Writes it beside the readings that it is made of; nothing where there are none of the measured phase.
     *
     * @return what a reader should know of what it leaves out, a line each
     */
    public static List<String> write(Path directory) throws IOException {
        SeriesTable.Csv csv = SeriesTable.csv(directory.resolve(RecordedRun.SERVER_METRICS_FILE_NAME));
        if (!csv.text().isEmpty()) {
            AtomicFile.write(directory.resolve(FILE_NAME), csv.text());
        }
        return csv.notes();
    }
}
