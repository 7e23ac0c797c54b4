package io.streamgauge.cli;

import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.run.Benchmark;
import io.streamgauge.run.Outcome;
import io.streamgauge.run.UnreachableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "profile",
        description = "Benchmarks a server: sends requests, times every token, reports.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Exit codes: 0 done; 1 the run failed, no request succeeded, or a result could not be written;",
            "2 what was asked cannot be done; 130 interrupted (what was measured is reported).",
            "Lists of values, as --concurrency 1,8 --isl 128,512, and options of 'analyze' make it an 'analyze'.",
            "Options of genai-perf and AIPerf are understood by their names there: docs/migration.md."
        })
final class ProfileCommand implements Callable<Integer>, CommandTree.Verbose {

    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final ProfileOptions options = new ProfileOptions();

    ProfileCommand(Environment environment) {
        this.environment = environment;
    }

    /** For a command whose annotations nobody reads. */
    void use(CommandSpec spec) {
        this.spec = spec;
    }

    ProfileOptions options() {
        return options;
    }

    @Override
    public boolean verbose() {
        return options.results.verbose;
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        RepeatPlan repeats = RepeatPlan.read(options, problems);
        problems.needs("a sweep", false, "--parameter-sweep-mode", options.repeat.order);
        List<String> known =
                new ArrayList<>(RepeatedOptions.problems(spec.commandLine().getParseResult()));
        known.addAll(problems.found());
        if (repeats != null) {
            return new RepeatRun(repeats, options, spec.commandLine(), environment).run(known);
        }
        if (!options.target.mock) {
            return benchmark(known, null);
        }
        try (MockServer server = MockServer.start(mockOptions())) {
            return benchmark(known, "http://127.0.0.1:" + server.port());
        }
    }

    /** @param known what is wrong already, to be told with the rest */
    private int benchmark(List<String> known, @Nullable String mockUrl) throws InterruptedException {
        List<String> wrong = new ArrayList<>(known);
        wrong.addAll(ForeignOptions.problems(spec.commandLine().getParseResult()));
        BenchmarkPlan plan = PlanReader.read(options, wrong, environment.variables(), mockUrl);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        KeyFile.warning(options.target.apiKeyFile).ifPresent(err::println);
        LiveMode mode = LiveMode.of(options.results.ui, environment);
        ConsoleProgress progress = new ConsoleProgress(new LiveDisplay(err, mode, environment), verbose());
        Benchmark benchmark = new Benchmark(
                plan,
                GivenOptions.asked(
                        spec.commandLine().getParseResult(),
                        environment.variables(),
                        plan.load().shard(),
                        InputConfig.of(options, plan)),
                TokenizerHub.fromEnvironment(environment.variables()),
                progress,
                options.watch.open(plan.results().directory()));
        if (!options.target.noPreflight && mockUrl == null) {
            benchmark.lookFirst();
        }
        Interrupts.listen(count -> {
            switch (count) {
                case 1 -> {
                    progress.note(
                            "interrupted: nothing more is sent, what is in flight may end (Ctrl-C again ends it now)");
                    benchmark.stop();
                }
                case 2 -> benchmark.cancel();
                default -> Runtime.getRuntime().halt(CommandTree.INTERRUPTED);
            }
        });
        Outcome outcome;
        try {
            outcome = benchmark.run();
        } catch (UnreachableException e) {
            if (!benchmark.isStopped()) {
                throw e;
            }
            progress.note(String.valueOf(e.getMessage()));
            return CommandTree.INTERRUPTED;
        }
        RunReport.print(outcome, plan.results(), environment, out);
        return exitCode(outcome);
    }

    private static int exitCode(Outcome outcome) {
        if (outcome.interrupted()) {
            return CommandTree.INTERRUPTED;
        }
        boolean whole = outcome.summary().counts().kept() > 0
                && outcome.remarks().shortfalls().isEmpty()
                && outcome.remarks().troubles().isEmpty();
        return whole ? 0 : CommandTree.FAILED;
    }

    private MockOptions mockOptions() {
        try {
            return MockOptions.builder()
                    .ttft(LatencyModel.parse(options.target.mockTtft))
                    .itl(LatencyModel.parse(options.target.mockItl))
                    // Nobody asks this server when it wrote a token, and remembering takes the client's memory.
                    .truthTokens(0)
                    .build();
        } catch (IllegalArgumentException e) {
            throw UserError.badInput("--mock-ttft, --mock-itl: " + e.getMessage());
        }
    }
}
