package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.ConsoleTable;
import io.streamgauge.report.FurtherFiles;
import io.streamgauge.report.MergedFiles;
import io.streamgauge.report.MergedRun;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.RunManifest;
import io.streamgauge.report.StageTable;
import io.streamgauge.report.TelemetryTables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "merge",
        aliases = "process-export-files",
        description = {
            "Makes one report of the parts of a run that several boxes carried (--shard): from all of their records,",
            "never from their averages. Times are carried over by each box's wall clock, and what is known of it is said."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class MergeCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "DIR",
            description = "The directory of each part, or one that holds them all.")
    private final List<Path> directories = new ArrayList<>();

    @Option(
            names = {"-d", "--input-directory"},
            paramLabel = "DIR",
            description = "The same, as genai-perf has it.")
    private @Nullable Path input;

    @Option(names = "--artifact-dir", paramLabel = "DIR", description = "Directory for the whole. Default: merged.")
    private Path target = Path.of("merged");

    @Mixin
    private final ReportOptions options = new ReportOptions();

    MergeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<Path> given = new ArrayList<>(directories);
        if (input != null) {
            given.add(input);
        }
        try {
            List<RecordedRun> runs = new ArrayList<>();
            for (Path directory : parts(given)) {
                runs.add(RecordedRun.read(directory));
            }
            if (runs.isEmpty()) {
                throw UserError.badInput(
                        "merge: which parts? write for example 'streamgauge merge results/0 results/1'");
            }
            if (Files.exists(target.resolve(RunManifest.FILE_NAME))) {
                throw UserError.badInput(
                        "--artifact-dir " + target + ": holds a run already; give another, or move it away");
            }
            Definitions formulas = options.formulas();
            MergedFiles files =
                    new MergedFiles(target, new FurtherFiles(!options.noHtml, options.slice(), options.histograms));
            MergedRun merged = MergedRun.of(runs);
            Summary summary = merged.summary(formulas);
            List<StageFigures> stages = merged.stages();
            List<String> troubles = files.write(merged, summary, stages);
            print(merged, summary, stages, files);
            troubles.forEach(trouble -> spec.commandLine().getOut().println("NOT WRITTEN: " + Printable.line(trouble)));
            spec.commandLine().getOut().flush();
            return summary.counts().kept() == 0 || !troubles.isEmpty() ? CommandTree.FAILED : 0;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("merge: " + e.getMessage());
        }
    }

    /** A directory that is no run itself stands for those right below it that are. */
    private static List<Path> parts(List<Path> given) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (Path directory : given) {
            if (!Files.isDirectory(directory) || Files.exists(directory.resolve(RunManifest.FILE_NAME))) {
                parts.add(directory);
                continue;
            }
            try (Stream<Path> below = Files.list(directory)) {
                List<Path> runs = below.filter(path -> Files.exists(path.resolve(RunManifest.FILE_NAME)))
                        .sorted()
                        .toList();
                if (runs.isEmpty()) {
                    throw new IOException("neither " + directory + " nor what is right below it is a run");
                }
                parts.addAll(runs);
            }
        }
        return parts;
    }

    private void print(MergedRun merged, Summary summary, List<StageFigures> stages, MergedFiles files)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ConsoleTable.render(merged.manifest().subject(), summary, environment.look()));
        out.print(StageTable.render(stages, environment.look()));
        out.print(TelemetryTables.render(files.telemetry(merged), summary, environment.look()));
        merged.lines().forEach(line -> out.println(Printable.line(line)));
        merged.remarks().forEach(line -> out.println(Printable.line(line)));
        files.missing(merged).forEach(line -> out.println(Printable.line(line)));
        out.println("Results: " + target);
    }
}
