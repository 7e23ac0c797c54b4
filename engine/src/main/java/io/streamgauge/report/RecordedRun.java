package io.streamgauge.report;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.StageFigures;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    static final String SERVER_METRICS_FILE_NAME = "server_metrics.jsonl";

    /** What a reader of an interrupted run must know. */
    public static final String INTERRUPTED_NOTE = "Interrupted: these are the requests that had ended by then.";

    /** The summary's section with what the client's profiler and recorder wrote: paths from the run's directory. */
    public static final String CLIENT_FILES = "client_files";

    /** The summary's section on what the client itself cost. */
    public static final String CLIENT_HEALTH = "client_health";

    /** The summary's section that says whether the run was stopped before its end. */
    public static final String INTERRUPTED = "interrupted";

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
            throw new IOException("no " + RECORDS_FILE_NAME + " in " + directory
                    + ": a run with --export-level summary keeps none, and its report.html is all there is");
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

    /** Each of its stages in numbers: the same as when it ended; none where it has none. */
    public List<StageFigures> stages() {
        return manifest.stageFigures(records());
    }

    /** What servers and GPUs said of themselves: the same as when the run ended. */
    public Telemetry telemetry() throws IOException {
        return RecordedTelemetry.read(directory.resolve(SERVER_METRICS_FILE_NAME), manifest.gpuMetrics());
    }

    /** What the run's summary file holds beside its numbers, such as the client's health; empty when there is none. */
    public Map<String, Object> sections() {
        return SummaryJson.sections(SummaryJson.path(directory, manifest.stem()));
    }

    /** What the page shows of this run beside its numbers. */
    public HtmlReport.Context context() throws IOException {
        return context(manifest, sections(), losses(), telemetry());
    }

    /**
     * What the page shows of a run beside its numbers.
     *
     * @param sections what its summary file holds beside its numbers
     * @param losses what of it is lost, a line each
     * @param telemetry what servers and GPUs said
     */
    public static HtmlReport.Context context(
            RunManifest manifest, Map<String, Object> sections, List<String> losses, Telemetry telemetry) {
        var notes = new ArrayList<>(cautions(sections));
        notes.addAll(losses);
        var shown = new LinkedHashMap<>(sections);
        List.of(SessionBlocks.KEY, INTERRUPTED, RunRemarks.KEY).forEach(shown::remove);
        var links = new ArrayList<String>();
        if (shown.remove(CLIENT_FILES) instanceof Map<?, ?> files) {
            files.values().forEach(file -> links.add(String.valueOf(file)));
        }
        return new HtmlReport.Context(
                manifest.subject(),
                notes,
                RunRemarks.in(sections).notes(),
                manifest.epochOffsetNanos(),
                manifest.asked().inputConfig(),
                shown,
                telemetry.lines().stream().map(Course::of).toList(),
                links,
                manifest.window());
    }

    /** What must be read before the run's numbers, a line each. */
    List<String> cautions() {
        var cautions = new ArrayList<>(cautions(sections()));
        cautions.addAll(losses());
        return cautions;
    }

    private static List<String> cautions(Map<String, Object> sections) {
        var cautions = new ArrayList<String>();
        if (Boolean.TRUE.equals(sections.get(INTERRUPTED))) {
            cautions.add(INTERRUPTED_NOTE);
        }
        cautions.addAll(RunRemarks.in(sections).onTop());
        ClientHealth.warning(sections.get(CLIENT_HEALTH)).ifPresent(cautions::add);
        return cautions;
    }

    /** One line on each loss, none when every line was read. */
    public List<String> losses() {
        var losses = new ArrayList<String>();
        if (file.tornLines() > 0) {
            losses.add("The last line of " + RECORDS_FILE_NAME + " is torn: its request is not in these numbers.");
        }
        if (file.garbageLines() > 0) {
            boolean one = file.garbageLines() == 1;
            losses.add(String.format(
                    Locale.ROOT,
                    "%,d line%s of %s %s and not in these numbers.",
                    file.garbageLines(),
                    one ? "" : "s",
                    RECORDS_FILE_NAME,
                    one ? "is no record" : "are no records"));
        }
        return losses;
    }
}
