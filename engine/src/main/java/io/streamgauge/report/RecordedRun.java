package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RecordFile;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.telemetry.RecordedTelemetry;
import io.streamgauge.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A finished run, read again from its directory.
 *
 * @param directory where it lies
 * @param manifest what was asked
 * @param file what was recorded
 */
public record RecordedRun(Path directory, RunManifest manifest, RecordFile file) {
    /** The record file's name within the artifact directory. */
    public static final String RECORDS_FILE_NAME = "records.jsonl";

    private static final String SERVER_METRICS_FILE_NAME = "server_metrics.jsonl";

    /**
     * Reads {@code plan.json} and {@code records.jsonl}.
     *
     * @throws IOException with one line for the user
     */
    public static RecordedRun read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("no directory " + directory + ": give the artifact directory of a run");
        }
        var manifest = RunManifest.read(directory);
        var records = directory.resolve(RECORDS_FILE_NAME);
        if (!Files.exists(records)) {
            throw new IOException("no " + RECORDS_FILE_NAME + " in " + directory);
        }
        return new RecordedRun(directory, manifest, RecordReader.read(records));
    }

    /** The records that count. */
    public List<RequestRecord> records() {
        return manifest.window() == null ? file.records() : manifest.window().of(file.records());
    }

    /** The run in numbers: the same, to the last digit, as when it ended. */
    public Summary summary(Definitions definitions) {
        return Summarizer.summarize(records(), manifest.summaryOptions(definitions));
    }

    /** What servers and GPUs said of themselves: the same as when the run ended. */
    public Telemetry telemetry() throws IOException {
        return RecordedTelemetry.read(directory.resolve(SERVER_METRICS_FILE_NAME));
    }

    /** One line on each loss, none when every line was read. */
    public List<String> losses() {
        var losses = new ArrayList<String>();
        if (file.tornLines() > 0) {
            losses.add("The last line of " + RECORDS_FILE_NAME + " is torn: its request is not in these numbers.");
        }
        if (file.garbageLines() > 0) {
            losses.add(String.format(
                    Locale.ROOT,
                    "%,d lines of %s are no records and are not in these numbers.",
                    file.garbageLines(),
                    RECORDS_FILE_NAME));
        }
        return losses;
    }
}
