package io.streamgauge.cli;

import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.RepeatedFiles;
import io.streamgauge.report.RepeatedRuns;
import io.streamgauge.report.RepeatedTable;
import io.streamgauge.search.Convergence;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs one plan several times over, each in a directory of its own, and tells how far the numbers lie apart. */
final class RepeatRun {
    /** Where AIPerf has them. */
    static final String RUNS = "profile_runs";

    private final RepeatPlan plan;
    private final Environment environment;
    private final PrintWriter out;
    private final Trials trials;
    private final @Nullable Path asked;
    private final SequencedMap<String, Convergence.Run> done = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private boolean converged;
    private int worst;

    /** @param command whose options, as they were parsed, every run shares */
    RepeatRun(RepeatPlan plan, ProfileOptions options, CommandLine command, Environment environment) {
        this.plan = plan;
        this.environment = environment;
        this.out = command.getOut();
        this.asked = options.results.artifactDir;
        this.trials = new Trials(plan, options, command, option -> false, false, environment);
    }

    /**
     * Runs what is not done yet; the command's exit code.
     *
     * @param known what is wrong already, to be told with the rest
     */
    int run(List<String> known) {
        Path usual = trials.check(List.of(), known).results().directory();
        Path directory = asked == null ? usual : asked;
        for (int i = 0; i < plan.runs() && !converged; i++) {
            String label = String.format(Locale.ROOT, "run_%04d", i + 1);
            Path place = directory.resolve(RUNS).resolve(label);
            SubRuns.Ended ended = trials.run(place, i, i, List.of(), plan.cooldownNanos());
            worst = Math.max(worst, ended.code());
            if (ended.code() == CommandTree.INTERRUPTED || ended.code() == CommandTree.BAD_INPUT) {
                break;
            }
            book(label, ended);
        }
        return report(directory);
    }

    private void book(String label, SubRuns.Ended ended) {
        RecordedRun run = ended.run();
        if (run == null || ended.code() != 0) {
            failed.put(label, "ended with exit code " + ended.code());
            return;
        }
        done.put(label, trials.ended(run));
        Convergence until = plan.convergence();
        converged = until != null && until.reached(List.copyOf(done.values()));
        trials.say(label, done.lastEntry().getValue().summary(), ended.before(), converged ? ", converged" : "");
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
                trials.pooled(done.keySet().stream()
                        .map(label -> directory.resolve(RUNS).resolve(label))
                        .toList()),
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
