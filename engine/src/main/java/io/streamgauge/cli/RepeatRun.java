package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.RepeatedFiles;
import io.streamgauge.report.RepeatedRuns;
import io.streamgauge.report.RepeatedTable;
import io.streamgauge.search.Convergence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Runs one plan several times over, each in a directory of its own, and tells how far the numbers lie apart. */
final class RepeatRun {
    /** Where AIPerf has them. */
    private static final String RUNS = "profile_runs";

    private final RepeatPlan plan;
    private final ProfileOptions options;
    private final CommandLine command;
    private final Environment environment;
    private final PrintWriter out;
    private final Set<OptionSpec> warmup;
    private final Cooldown cooldown;
    private final Map<String, Convergence.Run> done = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private boolean converged;
    private int worst;

    /** @param command whose options, as they were parsed, every run shares */
    RepeatRun(RepeatPlan plan, ProfileOptions options, CommandLine command, Environment environment) {
        this.plan = plan;
        this.options = options;
        this.command = command;
        this.environment = environment;
        this.out = command.getOut();
        this.cooldown = new Cooldown(plan.cooldownNanos());
        this.warmup = Set.copyOf(options("Warm-up"));
    }

    private List<OptionSpec> options(String section) {
        return HelpSections.of(command.getCommandSpec()).getOrDefault(section, List.of());
    }

    /** Runs what is not done yet; the command's exit code. */
    int run() {
        Set<OptionSpec> own = Set.copyOf(options("Repeated runs"));
        SubRuns first = runs(own, false);
        SubRuns later = plan.warmsUpOnce() ? runs(own, true) : first;
        Path usual = first.check(arguments(first, 0)).results().directory();
        Path directory = options.results.artifactDir == null ? usual : options.results.artifactDir;
        later.check(arguments(later, 1));
        for (int i = 0; i < plan.runs() && !converged; i++) {
            String label = String.format(Locale.ROOT, "run_%04d", i + 1);
            SubRuns runs = i == 0 ? first : later;
            SubRuns.Ended ended = runs.run(directory.resolve(RUNS).resolve(label), arguments(runs, i));
            worst = Math.max(worst, ended.code());
            if (ended.code() == CommandTree.INTERRUPTED || ended.code() == CommandTree.BAD_INPUT) {
                break;
            }
            book(label, ended, runs);
        }
        return report(directory);
    }

    private SubRuns runs(Set<OptionSpec> own, boolean withoutWarmup) {
        return new SubRuns(
                options,
                command,
                option -> own.contains(option)
                        || (withoutWarmup && warmup.contains(option))
                        || (plan.variesSeed() && option.longestName().equals("--random-seed")),
                cooldown,
                environment);
    }

    private List<String> arguments(SubRuns runs, int index) {
        List<String> more = new ArrayList<>();
        if (index > 0 && plan.warmsUpOnce()) {
            more.add("--warmup-request-count=0");
        }
        if (plan.variesSeed()) {
            more.add("--random-seed=" + (options.input.randomSeed + index));
        }
        return runs.arguments(more);
    }

    private void book(String label, SubRuns.Ended ended, SubRuns runs) {
        RecordedRun run = ended.run();
        if (run == null || ended.code() != 0) {
            failed.put(label, "ended with exit code " + ended.code());
            return;
        }
        Summary summary = run.summary(Definitions.GENAI_PERF);
        done.put(label, new Convergence.Run(summary, metric -> values(run, metric)));
        Convergence until = plan.convergence();
        converged = until != null && until.reached(List.copyOf(done.values()));
        runs.say(label, summary, ended.before(), converged ? ", converged" : "");
    }

    private static double[] values(RecordedRun run, Metric metric) {
        List<RequestRecord> kept = Summarizer.kept(
                run.records(),
                run.manifest().summaryOptions(Definitions.GENAI_PERF).subject());
        return Summarizer.values(metric, kept, Definitions.GENAI_PERF);
    }

    private int report(Path directory) {
        if (done.size() < 2) {
            out.println("No aggregate: " + done.size() + " of " + plan.runs() + " runs ended well, and it takes two");
            out.println("Results: " + directory);
            out.flush();
            return worst == 0 ? CommandTree.FAILED : worst;
        }
        RepeatedRuns runs = new RepeatedRuns(
                List.copyOf(done.keySet()),
                done.values().stream().map(Convergence.Run::summary).toList(),
                failed,
                plan.confidence(),
                plan.runs(),
                plan.cooldownNanos());
        try {
            RepeatedFiles.write(directory, runs);
        } catch (IOException e) {
            throw UserError.failed(directory + ": results cannot be written: " + e.getMessage());
        }
        if (!failed.isEmpty()) {
            out.println("INCOMPLETE: not among these numbers: "
                    + failed.entrySet().stream()
                            .map(run -> run.getKey() + ", which " + run.getValue())
                            .collect(Collectors.joining("; ")));
        }
        out.print(RepeatedTable.render(runs, environment.look()));
        Convergence until = plan.convergence();
        if (until != null) {
            out.println(until.metric().key() + (converged ? " converged after " : " did not converge within ")
                    + done.size() + " runs");
        }
        out.println("Results: " + directory);
        out.flush();
        return worst;
    }
}
