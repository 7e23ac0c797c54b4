package io.streamgauge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "analyze",
        description = {
            "Benchmarks a server over and over with one thing varied, and shows what it gives in all against what one user sees.",
            "Runs that are done are kept in their directories: the same command goes on where it was broken off."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Exit codes: 0 done; 1 a run failed, or a search found nothing that holds; 2 what was asked cannot be done;",
            "130 interrupted (the same command goes on from there)."
        })
final class AnalyzeCommand implements Callable<Integer>, CommandTree.Verbose {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final SweepOptions sweep = new SweepOptions();

    @Mixin
    private final PlannerOptions planner = new PlannerOptions();

    @Mixin
    private final RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    AnalyzeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean verbose() {
        return options.results.verbose;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        RepeatedOptions.problems(spec.commandLine().getParseResult()).forEach(problems::add);
        SweepPlan plan = SweepPlan.read(sweep, planner, recipe, options, problems);
        return new SweepRun(plan, options, spec.commandLine(), environment).run(problems.found());
    }
}
