package io.streamgauge.run;

import io.streamgauge.clock.WallAnchor;
import io.streamgauge.clock.WallDiscipline;
import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.metrics.Stage;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Stages;
import io.streamgauge.metrics.Summary;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.ExportLevel;
import io.streamgauge.plan.LoadShape;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.ReportPlan;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.Asked;
import io.streamgauge.report.CsvReport;
import io.streamgauge.report.FurtherFiles;
import io.streamgauge.report.InputsJson;
import io.streamgauge.report.OutputsJson;
import io.streamgauge.report.ProfileExport;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.RunManifest;
import io.streamgauge.report.ServerMetricsCsv;
import io.streamgauge.report.ServerMetricsParquet;
import io.streamgauge.report.SessionBlocks;
import io.streamgauge.report.SummaryJson;
import io.streamgauge.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a run's files. What cannot be written becomes a trouble to report, never the end of the run. */
final class ResultFiles {
    private final BenchmarkPlan plan;
    private final Asked asked;
    private final long epochOffsetNanos;
    private final String clock = WallDiscipline.now().text();
    private final List<String> troubles = new ArrayList<>();
    private final Map<String, Object> sections = new LinkedHashMap<>();
    private @Nullable MeasuredWindow window;
    private long startNanos = RequestRecord.ABSENT;

    ResultFiles(BenchmarkPlan plan, Asked asked, WallAnchor anchor) {
        this.plan = plan;
        this.asked = asked;
        this.epochOffsetNanos = anchor.epochNanos() - anchor.monotonicNanos();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(String file, Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            troubles.add(file + " could not be written: " + e.getMessage());
        }
    }

    /** Writes the request bodies. They are known before the first request, which does not wait for this. */
    void writeInputs(List<InputsJson.Entry> entries) {
        ShownBodies bodies = ShownBodies.of(plan);
        Iterable<InputsJson.Entry> written = () -> entries.stream()
                .map(entry -> new InputsJson.Entry(bodies.shown(entry.body()), entry.session(), entry.delayNanos()))
                .iterator();
        attempt("inputs.json", () -> InputsJson.write(plan.results().inputs(), written));
    }

    /** Writes the plan, without which the records of a killed run could not be read, with what is known by now. */
    void writePlan() {
        attempt(RunManifest.FILE_NAME, () -> manifest().write(plan.results().directory()));
    }

    /** Writes down when the measured phase began, where that says when its stages did. */
    void writeStart(long nanos) {
        startNanos = nanos;
        if (manifest().stages() != null) {
            writePlan();
        }
    }

    /** Writes down which part of the time counts. */
    void writeWindow(MeasuredWindow counts) {
        window = counts;
        writePlan();
    }

    /** A line on measured requests that are cut out of the results, which the summary has too. */
    String writtenOff(int requests) {
        sections.put("cut_out", Map.of("requests", requests));
        return requests
                + " measured requests do not count: they ended in the parts that --cut-start and --cut-end leave out"
                + " (records.jsonl has them, plan.json the time that counts)";
    }

    private @Nullable Stages planned() {
        if (!(plan.load().shape() instanceof LoadShape.Series series)) {
            return null;
        }
        double share = 1.0 / plan.load().shard().count();
        List<Stage> stages = series.stages(plan.load().timeBox().durationNanos()).stream()
                .map(stage -> stage.ofShare(share))
                .toList();
        return stages.isEmpty() ? null : new Stages(startNanos, stages);
    }

    /** Each stage in numbers; none where there are none. */
    List<StageFigures> stages(List<RequestRecord> records) {
        return manifest().stageFigures(records);
    }

    private RunManifest manifest() {
        return new RunManifest(
                plan.endpoint().subject().title(),
                plan.results().stem(),
                plan.streaming(),
                plan.goodput(),
                epochOffsetNanos,
                clock,
                window,
                planned(),
                plan.telemetry().gpuFields(),
                asked);
    }

    /**
     * The record file; null when none is wanted.
     *
     * @throws PlanException when the file cannot be made: without records there is nothing to measure for
     */
    @Nullable
    RecordWriter records() {
        if (plan.results().reports().exportLevel() == ExportLevel.SUMMARY) {
            return null;
        }
        try {
            return RecordWriter.create(plan.results().records());
        } catch (IOException e) {
            throw new PlanException(plan.results().records() + " cannot be written: " + e.getMessage());
        }
    }

    /** The raw export; null when none is wanted, or, with a trouble, when it cannot be made. */
    @Nullable
    ProfileExport export() {
        if (plan.results().reports().exportLevel() == ExportLevel.SUMMARY) {
            return null;
        }
        // genai-perf files runs of sessions so.
        boolean sessions = plan.load().sessions() != null;
        try {
            return ProfileExport.create(
                    plan.results().export(),
                    new ProfileExport.Header(
                            sessions ? "request_rate" : plan.load().shape().mode(),
                            sessions ? 0.0 : plan.load().shape().value(),
                            plan.path().substring(1),
                            envelope(),
                            epochOffsetNanos));
        } catch (IOException e) {
            troubles.add(plan.results().exportFile() + " could not be written: " + e.getMessage());
            return null;
        }
    }

    /** The texts of answers; null when they are not wanted, or, with a trouble, when the file cannot be made. */
    @Nullable
    OutputsJson outputs() {
        if (!plan.results().reports().outputs()) {
            return null;
        }
        try {
            return OutputsJson.create(plan.results().outputs(), epochOffsetNanos);
        } catch (IOException e) {
            troubles.add("outputs.json could not be written: " + e.getMessage());
            return null;
        }
    }

    private ProfileExport.Envelope envelope() {
        boolean chat = !plan.endpoint().name().equals("completions");
        if (plan.streaming()) {
            return chat ? ProfileExport.Envelope.CHAT_STREAM : ProfileExport.Envelope.COMPLETION_STREAM;
        }
        return chat ? ProfileExport.Envelope.CHAT_WHOLE : ProfileExport.Envelope.COMPLETION_WHOLE;
    }

    /** Adds blocks to the summary's JSON, before it is written. */
    void addSections(Map<String, Object> blocks) {
        sections.putAll(blocks);
    }

    /** Writes what the servers' pages said as tables; what a reader should know of them, a line each. */
    List<String> writeServerMetrics() {
        List<String> notes = new ArrayList<>();
        attempt(
                ServerMetricsCsv.FILE_NAME,
                () -> notes.addAll(ServerMetricsCsv.write(plan.results().directory())));
        if (plan.telemetry().parquet()) {
            attempt(
                    ServerMetricsParquet.FILE_NAME,
                    () -> ServerMetricsParquet.write(plan.results().directory()));
        }
        return notes;
    }

    /**
     * Writes the summaries.
     *
     * @param records those that count
     * @param clientFiles what the client's profiler and recorder wrote, by what they are
     * @param interrupted whether the run was stopped before its end
     */
    void writeSummaries(
            Summary summary,
            List<RequestRecord> records,
            ClientHealth health,
            Telemetry telemetry,
            Map<String, Path> clientFiles,
            boolean interrupted) {
        sections.put(RecordedRun.INTERRUPTED, interrupted);
        sections.put(RecordedRun.CLIENT_HEALTH, health.toTree());
        sections.putAll(telemetry.sections());
        Map<String, Object> sessions = SessionBlocks.of(records, summary.options());
        if (!sessions.isEmpty()) {
            sections.put(SessionBlocks.KEY, sessions);
        }
        if (!clientFiles.isEmpty()) {
            sections.put(RecordedRun.CLIENT_FILES, fromHere(clientFiles));
        }
        attempt(
                plan.results().summaryJson().getFileName().toString(),
                () -> SummaryJson.write(plan.results().summaryJson(), summary, asked.inputConfig(), sections));
        attempt(
                plan.results().summaryCsv().getFileName().toString(),
                () -> CsvReport.write(plan.results().summaryCsv(), summary, telemetry.gpu()));
    }

    /** Paths as a link in the directory of the results has them. */
    private Map<String, Object> fromHere(Map<String, Path> files) {
        Path here = plan.results().directory().toAbsolutePath().normalize();
        Map<String, Object> relative = new LinkedHashMap<>();
        files.forEach((what, file) -> relative.put(
                what, here.relativize(file.toAbsolutePath().normalize()).toString()));
        return relative;
    }

    /**
     * Writes all that a reader asked for beside the summaries, after them.
     *
     * @param records all of the run, whether they count or not
     */
    void writeFurther(Summary summary, List<RequestRecord> records, List<StageFigures> stages, Telemetry telemetry) {
        ReportPlan reports = plan.results().reports();
        RunManifest manifest = manifest();
        troubles.addAll(new FurtherFiles(reports.page(), reports.sliceNanos(), reports.histograms())
                .write(
                        plan.results().directory(),
                        manifest.stem(),
                        records,
                        stages,
                        summary,
                        RecordedRun.context(manifest, sections, List.of(), telemetry)));
    }

    /** What could not be written so far. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }
}
