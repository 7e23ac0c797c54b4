package io.streamgauge.report;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.telemetry.RecordedTelemetry;
import io.streamgauge.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a merged run: every file that a run leaves behind.
 *
 * @param directory of the whole
 * @param further files beside the summaries
 */
public record MergedFiles(Path directory, FurtherFiles further) {
    /**
     * Writes all of them.
     *
     * @param summary of the whole
     * @param stages of the whole
     * @return what could not be written, a line each
     * @throws IOException when the records, the plan or a summary cannot be written: without them it is no run
     */
    public List<String> write(MergedRun run, Summary summary, List<StageFigures> stages) throws IOException {
        Files.createDirectories(directory);
        RunManifest manifest = run.manifest();
        manifest.write(directory);
        try (RecordWriter writer = RecordWriter.create(directory.resolve(RecordedRun.RECORDS_FILE_NAME))) {
            for (RequestRecord record : run.records()) {
                writer.write(record);
            }
        }
        List<String> notes = new ArrayList<>(run.remarks());
        notes.addAll(run.lines());
        Path metrics = run.parts().getFirst().directory().resolve(RecordedRun.SERVER_METRICS_FILE_NAME);
        if (Files.isRegularFile(metrics)) {
            Files.copy(
                    metrics,
                    directory.resolve(RecordedRun.SERVER_METRICS_FILE_NAME),
                    StandardCopyOption.REPLACE_EXISTING);
            notes.addAll(ServerMetricsCsv.write(directory));
            if (Files.exists(metrics.resolveSibling(ServerMetricsParquet.FILE_NAME))) {
                ServerMetricsParquet.write(directory);
            }
        }
        Telemetry telemetry = telemetry(run);
        Map<String, Object> sections = sections(run, telemetry);
        SummaryJson.write(
                SummaryJson.path(directory, manifest.stem()),
                summary,
                manifest.asked().inputConfig(),
                sections);
        CsvReport.write(directory.resolve(manifest.stem() + "_genai_perf.csv"), summary, telemetry.gpu());
        List<String> troubles = new ArrayList<>(export(run));
        troubles.addAll(further.write(
                directory,
                manifest.stem(),
                run.records(),
                stages,
                summary,
                RecordedRun.context(manifest, sections, notes, telemetry)));
        return troubles;
    }

    /**
     * What servers and GPUs said, as the first part heard it: its clock is that of the whole. What others heard are the same
     * counters of the same servers, which must not be added up.
     */
    public Telemetry telemetry(MergedRun run) throws IOException {
        return RecordedTelemetry.read(
                directory.resolve(RecordedRun.SERVER_METRICS_FILE_NAME),
                run.manifest().gpuMetrics());
    }

    private static Map<String, Object> sections(MergedRun run, Telemetry telemetry) {
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("parts", run.parts().stream().map(MergedRun.Part::tree).toList());
        sections.putAll(telemetry.sections());
        Map<String, Object> sessions =
                SessionBlocks.of(run.records(), run.manifest().summaryOptions(Definitions.GENAI_PERF));
        if (!sessions.isEmpty()) {
            sections.put(SessionBlocks.KEY, sessions);
        }
        return sections;
    }

    /** A line on each part without a raw export, for want of which the whole has none. */
    public List<String> missing(MergedRun run) {
        String stem = run.manifest().stem();
        return run.parts().stream()
                .map(MergedRun.Part::directory)
                .filter(part -> MergedExport.in(part, stem).isEmpty())
                .map(part -> "no raw export of the whole: " + part + " has none")
                .toList();
    }

    private List<String> export(MergedRun run) {
        List<Path> exports = run.parts().stream()
                .flatMap(
                        part -> MergedExport.in(part.directory(), run.manifest().stem()).stream())
                .toList();
        if (exports.size() < run.parts().size()) {
            return List.of();
        }
        Path target = directory.resolve(exports.getFirst().getFileName().toString());
        try {
            MergedExport.write(target, exports);
            return List.of();
        } catch (IOException e) {
            return List.of(target.getFileName() + " could not be written: " + e.getMessage());
        }
    }
}
