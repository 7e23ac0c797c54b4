package io.streamgauge.cli;

import io.streamgauge.report.Comparison;
import io.streamgauge.report.ComparisonPage;
import io.streamgauge.report.ComparisonTable;
import io.streamgauge.report.FailIf;
import io.streamgauge.report.RecordedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description =
                "Sets runs against the first of them: ratios, and whether each difference is more than the runs' own spread.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done; 1 a --fail-if condition holds; 2 what was asked cannot be done."})
final class CompareCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "2..*", description = "Directories of runs; the first is the baseline.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            description =
                    "Exit with 1 when a run is this much off the baseline, as time_to_first_token.p99>+10%%; repeat for more. Keys are those of the summary JSON.")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a page with the runs' distributions and courses laid over each other.")
    @Nullable
    private Path html;

    CompareCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try {
            List<FailIf> gates = conditions.stream().map(FailIf::parse).toList();
            List<RecordedRun> runs = new ArrayList<>();
            for (Path directory : directories) {
                runs.add(RecordedRun.read(directory));
            }
            PrintWriter out = spec.commandLine().getOut();
            boolean failed = false;
            List<Comparison> comparisons = new ArrayList<>();
            for (RecordedRun candidate : runs.subList(1, runs.size())) {
                Comparison comparison = Comparison.of(runs.getFirst(), candidate);
                comparisons.add(comparison);
                show(runs.getFirst(), candidate, comparison, out);
                failed |= isStopped(comparison, gates, out);
            }
            if (html != null) {
                ComparisonPage.write(html, runs, comparisons);
                out.println("Page: " + html);
            }
            out.flush();
            return failed ? CommandTree.FAILED : 0;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("compare: " + e.getMessage());
        }
    }

    private void show(RecordedRun baseline, RecordedRun candidate, Comparison comparison, PrintWriter out) {
        out.println("baseline:  " + Printable.line(baseline.directory().toString()));
        out.println("candidate: " + Printable.line(candidate.directory().toString()));
        baseline.losses().forEach(loss -> out.println("baseline: " + loss));
        candidate.losses().forEach(loss -> out.println("candidate: " + loss));
        out.print(ComparisonTable.render(comparison, environment.look()));
    }

    private static boolean isStopped(Comparison comparison, List<FailIf> gates, PrintWriter out) {
        boolean stopped = false;
        for (FailIf gate : gates) {
            boolean holds = gate.holds(comparison);
            out.println((holds ? "FAIL: " : "pass: ") + gate.describe(comparison));
            stopped |= holds;
        }
        return stopped;
    }
}
