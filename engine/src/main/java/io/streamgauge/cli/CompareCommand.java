package io.streamgauge.cli;

import io.streamgauge.report.Comparison;
import io.streamgauge.report.ComparisonTable;
import io.streamgauge.report.FailIf;
import io.streamgauge.report.RecordedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description = "Sets runs against the first of them: ratios, and whether each difference is more than the runs' own spread.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Exit codes: 0 done; 1 a --fail-if condition holds; 2 what was asked cannot be done."})
final class CompareCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "2..*",
            description = "Directories of runs; the first is the baseline.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--fail-if",
            paramLabel = "CONDITION",
            description =
                    "Exit with 1 when a run is this much off the baseline, as time_to_first_token.p99>+10%%; repeat for more. Keys are those of the summary JSON.")
    private List<String> conditions = new ArrayList<>();

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
            for (RecordedRun candidate : runs.subList(1, runs.size())) {
                failed |= compare(runs.getFirst(), candidate, gates, out);
            }
            out.flush();
            return failed ? CommandTree.FAILED : 0;
        } catch (IOException | IllegalArgumentException e) {
            throw UserError.badInput("compare: " + e.getMessage());
        }
    }

    private boolean compare(RecordedRun baseline, RecordedRun candidate, List<FailIf> gates, PrintWriter out) {
        out.println("baseline:  " + Printable.line(baseline.directory().toString()));
        out.println("candidate: " + Printable.line(candidate.directory().toString()));
        baseline.losses().forEach(loss -> out.println("baseline: " + loss));
        candidate.losses().forEach(loss -> out.println("candidate: " + loss));
        Comparison comparison = Comparison.of(baseline, candidate);
        out.print(ComparisonTable.render(comparison, environment.look()));
        boolean failed = false;
        for (FailIf gate : gates) {
            boolean holds = gate.holds(comparison);
            out.println((holds ? "FAIL: " : "pass: ") + gate.describe(comparison));
            failed |= holds;
        }
        return failed;
    }
}
