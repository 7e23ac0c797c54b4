package io.streamgauge.cli;

import io.streamgauge.cli.PlanArguments.Setting;
import io.streamgauge.plan.PlanException;
import io.streamgauge.plan.PlanFile;
import io.streamgauge.report.RunManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

@Command(
        name = "config",
        description = {
            "Runs the plan in a YAML file, or the plan that a run left in its directory.",
            "Keys are the options of profile without their dashes; genai-perf's configuration files are understood too.",
            "Options of profile after the file take the place of what it says."
        },
        customSynopsis = "streamgauge config FILE.yaml|DIR [options of profile]",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    private final Environment environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The plan; in place of the first parameter.")
    private @Nullable Path file;

    @Option(
            names = "--override-config",
            description = "Accepted for genai-perf's sake: options that follow always win.")
    boolean override;

    @Parameters(paramLabel = "FILE", arity = "0..*", hidden = true)
    private final List<String> words = new ArrayList<>();

    @Unmatched
    private final List<String> rest = new ArrayList<>();

    ConfigCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        List<String> given = new ArrayList<>(words);
        given.addAll(rest);
        given.remove("--override-config");
        Path path = file != null ? file : given.isEmpty() ? null : Path.of(given.removeFirst());
        if (path == null) {
            throw UserError.badInput(
                    "config: which plan? write for example 'streamgauge config plan.yaml'; 'streamgauge create-template' makes one");
        }
        return run(PlanFile.read(Files.isDirectory(path) ? path.resolve(RunManifest.FILE_NAME) : path), given);
    }

    private int run(PlanFile plan, List<String> given) {
        CommandSpec root = spec.root();
        CommandLine analyze = CommandTree.analyzeAlone(environment);
        List<Setting> settings = PlanArguments.read(plan, analyze.getCommandSpec());
        checkEach(plan, settings, analyze);
        Set<OptionSpec> overridden = overridden(analyze, given);
        List<String> arguments = new ArrayList<>();
        settings.stream()
                .filter(setting -> !overridden.contains(setting.option()))
                .forEach(setting -> arguments.addAll(setting.arguments()));
        arguments.addAll(given);
        String command = MagicLists.sweeps(arguments) ? "analyze" : command(settings, overridden);
        arguments.addFirst(command);
        PlanArguments.leftOut(plan)
                .forEach(line -> spec.commandLine()
                        .getErr()
                        .println("streamgauge: " + Printable.line(plan.name() + " leaves out " + line)));
        CommandLine tree = CommandTree.create(
                root.commandLine().getOut(), root.commandLine().getErr(), environment, command);
        tree.setExecutionExceptionHandler(
                (exception, failed, parsed) -> CommandTree.failure(located(exception, plan, settings), failed));
        return tree.execute(arguments.toArray(String[]::new));
    }

    /** The command that knows all that was set: a plan with a sweep in it is one for {@code analyze}. */
    private String command(List<Setting> settings, Set<OptionSpec> overridden) {
        CommandSpec profile = CommandTree.profileAlone(environment).getCommandSpec();
        boolean sweeps = Stream.concat(settings.stream().map(Setting::option), overridden.stream())
                .anyMatch(option -> !option.hidden() && !offered(profile, option));
        return sweeps ? "analyze" : "profile";
    }

    /** Whether the command has the option, and not only to say that it has no meaning there. */
    private static boolean offered(CommandSpec command, OptionSpec option) {
        OptionSpec found = command.optionsMap().get(option.longestName());
        return found != null && !found.hidden();
    }

    /** Reads each setting alone, so that a value of the wrong sort is told with its line, and all of them at once. */
    private static void checkEach(PlanFile plan, List<Setting> settings, CommandLine command) {
        Problems problems = new Problems();
        for (Setting setting : settings) {
            try {
                command.parseArgs(setting.arguments().toArray(String[]::new));
            } catch (ParameterException e) {
                problems.add(plan.name() + ":" + setting.line() + ": '" + setting.path() + "': "
                        + CommandTree.oneLine(String.valueOf(e.getMessage())));
            }
        }
        problems.throwIfAny();
    }

    private static Set<OptionSpec> overridden(CommandLine command, List<String> given) {
        if (given.isEmpty()) {
            return Set.of();
        }
        Set<OptionSpec> overridden =
                new HashSet<>(command.parseArgs(given.toArray(String[]::new)).matchedOptionsSet());
        // A list in place of one value is read as a sweep, and takes the place of the plan's one value all the same.
        MagicLists.sweptBy(given)
                .forEach(parameter -> overridden.add(command.getCommandSpec().findOption(parameter.option(false))));
        return overridden;
    }

    /** The same exception; where its lines are about options that the file set, they begin with the place. */
    private static Exception located(Exception exception, PlanFile plan, List<Setting> settings) {
        if (!(exception instanceof PlanException problems)) {
            return exception;
        }
        return new PlanException(problems.problems().stream()
                .map(problem -> {
                    Optional<Setting> blamed = PlanArguments.blamed(settings, problem);
                    return blamed.map(setting -> plan.name() + ":" + setting.line() + ": " + problem)
                            .orElse(problem);
                })
                .toList());
    }
}
