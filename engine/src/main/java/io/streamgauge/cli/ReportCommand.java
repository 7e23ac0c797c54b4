package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.ConsoleTable;
import io.streamgauge.report.FurtherFiles;
import io.streamgauge.report.HtmlReport;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.StageTable;
import io.streamgauge.report.TelemetryTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        description = "Reads a finished (or broken-off) run again and recomputes its summary from the records.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's directory, or the records.jsonl in it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path path;

    @Mixin
    private final ReportOptions options = new ReportOptions();

    ReportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try {
            Definitions formulas = options.formulas();
            FurtherFiles files = new FurtherFiles(!options.noHtml, options.slice(), options.histograms);
            RecordedRun run = RecordedRun.read(directory());
            Summary summary = run.summary(formulas);
            PrintWriter out = spec.commandLine().getOut();
            HtmlReport.Context context = run.context();
            context.notes().forEach(line -> out.println(Printable.line(line)));
            out.print(ConsoleTable.render(run.manifest().subject(), summary, environment.look()));
            List<StageFigures> stages = run.stages();
            out.print(StageTable.render(stages, environment.look()));
            out.print(TelemetryTables.render(run.telemetry(), summary, environment.look()));
            context.remarks().forEach(line -> out.println(Printable.line(line)));
            boolean failed = write(files, run, stages, summary, context, out);
            out.flush();
            return failed || summary.counts().kept() == 0 ? CommandTree.FAILED : 0;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("report: " + e.getMessage());
        }
    }

    private Path directory() {
        if (!path.endsWith(RecordedRun.RECORDS_FILE_NAME)) {
            return path;
        }
        Path parent = path.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    private static boolean write(
            FurtherFiles files,
            RecordedRun run,
            List<StageFigures> stages,
            Summary summary,
            HtmlReport.Context context,
            PrintWriter out) {
        List<String> troubles =
                files.write(run.directory(), run.manifest().stem(), run.file().records(), stages, summary, context);
        troubles.forEach(trouble -> out.println("NOT WRITTEN: " + Printable.line(trouble)));
        if (files.page() && troubles.isEmpty()) {
            out.println("Page: " + run.directory().resolve(FurtherFiles.PAGE_NAME));
        }
        return !troubles.isEmpty();
    }
}
