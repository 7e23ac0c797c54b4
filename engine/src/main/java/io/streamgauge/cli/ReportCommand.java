package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.ConsoleTable;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.TelemetryTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Option(
            names = "--definitions",
            paramLabel = "TOOL",
            description = "Whose formulas: genai-perf, vllm or guidellm. Default: genai-perf.")
    private String definitions = "genai-perf";

    ReportCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Path directory = path.endsWith(RecordedRun.RECORDS_FILE_NAME) ? path.resolveSibling("") : path;
        try {
            RecordedRun run = RecordedRun.read(directory);
            Summary summary = run.summary(Definitions.ofKey(definitions));
            PrintWriter out = spec.commandLine().getOut();
            run.losses().forEach(out::println);
            out.print(ConsoleTable.render(run.manifest().subject(), summary, environment.look()));
            out.print(TelemetryTables.render(run.telemetry(), summary, environment.look()));
            out.flush();
            return summary.counts().kept() == 0 ? CommandTree.FAILED : 0;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("report: " + e.getMessage());
        }
    }
}
