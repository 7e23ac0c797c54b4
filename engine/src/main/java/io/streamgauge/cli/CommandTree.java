package io.streamgauge.cli;

import io.streamgauge.dataset.DatasetException;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.hub.HubException;
import io.streamgauge.plan.PlanException;
import io.streamgauge.profiler.ProfilerException;
import io.streamgauge.prompt.PromptException;
import io.streamgauge.run.UnreachableException;
import io.streamgauge.tokenizer.TokenizerException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one root, and what becomes of their errors: one line each, and the right exit code. */
final class CommandTree {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    private CommandTree() {}

    /** Runs what {@code args} say; the process's exit code. */
    static int run(PrintWriter out, PrintWriter err, Environment environment, String... args) {
        return run(out, err, environment, () -> {}, args);
    }

    /** The same, with something to do between the reading of the command line and the command. */
    static int run(PrintWriter out, PrintWriter err, Environment environment, Runnable before, String... args) {
        String[] meant = MagicLists.meant(args);
        int code = IndexedProfile.run(
                OptionIndex.class.getResourceAsStream(OptionIndex.FILE), out, err, environment, before, meant);
        if (code != IndexedProfile.NOT_TAKEN) {
            return code;
        }
        CommandLine line = create(out, err, environment, meant.length == 0 ? "" : meant[0]);
        line.setExecutionStrategy(read -> {
            before.run();
            return new RunLast().execute(read);
        });
        return line.execute(meant);
    }

    /**
     * The tree for a command line that begins with {@code first}. Where that is a command, the tree holds no other: reading
     * the annotations of all of them takes longer than the rest of the start.
     */
    static CommandLine create(PrintWriter out, PrintWriter err, Environment environment, String first) {
        CommandLine line = new CommandLine(new Root());
        Map<String, Supplier<CommandLine>> commands = commands(environment);
        if (commands.containsKey(first)) {
            commands.keySet().retainAll(Set.of(first));
        }
        commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
        if (!commands.containsKey(first)) {
            line.addSubcommand("generate-completion", new GenerateCompletion());
        }
        lenient(line).setOut(out).setErr(err);
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.clamp(environment.columns(), 80, 120));
        line.setParameterExceptionHandler(CommandTree::badParameter);
        line.setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, command));
        return line;
    }

    private static Map<String, Supplier<CommandLine>> commands(Environment environment) {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("profile", () -> taking(new ProfileCommand(environment)).setOverwrittenOptionsAllowed(true));
        commands.put("analyze", () -> taking(new AnalyzeCommand(environment)).setOverwrittenOptionsAllowed(true));
        commands.put(
                "config",
                () -> new CommandLine(new ConfigCommand(environment))
                        .setStopAtPositional(true)
                        .setStopAtUnmatched(true));
        commands.put("create-template", () -> shortened(new CreateTemplateCommand(environment)));
        commands.put("merge", () -> shortened(new MergeCommand(environment)));
        commands.put("report", () -> shortened(new ReportCommand(environment)));
        commands.put("compare", () -> shortened(new CompareCommand(environment)));
        commands.put("tokens", () -> shortened(new TokensCommand(environment)));
        commands.put("mock-server", () -> shortened(new MockServerCommand()));
        commands.put("calibrate", () -> shortened(new CalibrateCommand(environment)));
        commands.put("overhead", () -> shortened(new OverheadCommand()));
        return commands;
    }

    /** A command whose long options may be given by the beginning of their names. */
    private static CommandLine shortened(Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().preprocessor(new Prefixes());
        HelpSections.addTo(line.getCommandSpec());
        return line;
    }

    /** A command with profile's options, and so with genai-perf's others too. */
    private static CommandLine taking(Object command) {
        CommandLine line = shortened(command);
        ForeignOptions.addTo(line.getCommandSpec());
        HealthRule.addTo(line.getCommandSpec());
        return line;
    }

    /** The {@code profile} command by itself, to read options with. */
    static CommandLine profileAlone(Environment environment) {
        return alone(new ProfileCommand(environment));
    }

    /** The {@code analyze} command by itself. */
    static CommandLine analyzeAlone(Environment environment) {
        return alone(new AnalyzeCommand(environment));
    }

    private static CommandLine alone(Object command) {
        return lenient(taking(command));
    }

    /** How all commands read values. */
    static CommandLine lenient(CommandLine line) {
        return line.setCaseInsensitiveEnumValuesAllowed(true).setUnmatchedOptionsAllowedAsOptionParameters(false);
    }

    static int badParameter(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        StringBuilder message = new StringBuilder(oneLine(String.valueOf(exception.getMessage())));
        if (exception instanceof UnmatchedArgumentException unmatched) {
            message.append(Nearest.hint(unknown(unmatched), names(command)));
        }
        complain(command, message + " (see '" + command.getCommandSpec().qualifiedName() + " --help')");
        return BAD_INPUT;
    }

    /** picocli lists what it could not match, but for an option where a value should be: that one stands in the message only. */
    private static String unknown(UnmatchedArgumentException exception) {
        List<String> unmatched = exception.getUnmatched();
        return unmatched.isEmpty()
                ? String.valueOf(exception.getMessage()).replaceFirst("(?s)[^']*'([^']*)'.*", "$1")
                : unmatched.getFirst();
    }

    private static Collection<String> names(CommandLine command) {
        Collection<String> names = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().optionsMap().forEach((name, option) -> {
            if (!option.hidden()) {
                names.add(name);
            }
        });
        return names;
    }

    static int failure(Exception exception, CommandLine command) {
        if (verbose(command)) {
            exception.printStackTrace(command.getErr());
        }
        return switch (exception) {
            case PlanException plan -> {
                plan.problems().forEach(problem -> complain(command, problem));
                yield BAD_INPUT;
            }
            case UserError error -> {
                complain(command, error.getMessage());
                yield error.exitCode();
            }
            case UnreachableException unreachable -> {
                complain(command, String.valueOf(unreachable.getMessage()));
                yield FAILED;
            }
            case HubException hub -> badInput(hub, command);
            case TokenizerException tokenizer -> badInput(tokenizer, command);
            case PromptException prompt -> badInput(prompt, command);
            case DatasetException dataset -> badInput(dataset, command);
            case EndpointException endpoint -> badInput(endpoint, command);
            case ProfilerException profiler -> badInput(profiler, command);
            default -> {
                String what =
                        exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
                complain(command, oneLine(what) + (verbose(command) ? "" : " (--verbose shows where)"));
                yield FAILED;
            }
        };
    }

    /** Exceptions whose message is one line made for the user. */
    private static int badInput(RuntimeException exception, CommandLine command) {
        complain(command, oneLine(String.valueOf(exception.getMessage())));
        return BAD_INPUT;
    }

    private static boolean verbose(CommandLine command) {
        return command.getCommand() instanceof Verbose it && it.verbose();
    }

    private static void complain(CommandLine command, String message) {
        command.getErr().println("streamgauge: " + Printable.line(message));
        command.getErr().flush();
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** A command that can be asked to say more. */
    interface Verbose {
        boolean verbose();
    }

    @Command(
            name = "streamgauge",
            description = "Benchmarks LLM inference servers from the client side, one timestamp per streamed token.",
            synopsisSubcommandLabel = "COMMAND",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            footer = {"", "Start with:  streamgauge profile --mock"})
    static final class Root implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = CommandTree.class.getPackage().getImplementationVersion();
            return new String[] {"streamgauge " + (version == null ? "(from class files)" : version)};
        }
    }
}
