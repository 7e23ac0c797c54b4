package io.streamgauge.cli;

import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.hub.HubException;
import io.streamgauge.plan.PlanException;
import io.streamgauge.profiler.ProfilerException;
import io.streamgauge.prompt.PromptException;
import io.streamgauge.tokenizer.TokenizerException;
import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands under one root, and what becomes of their errors: one line each, and the right exit code. */
final class CommandTree {
    static final int FAILED = 1;
    static final int BAD_INPUT = 2;

    private CommandTree() {}

    static CommandLine create(PrintWriter out, PrintWriter err, Environment environment) {
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand("profile", taking(new ProfileCommand(environment)));
        line.addSubcommand("analyze", taking(new AnalyzeCommand(environment)));
        CommandLine config = new CommandLine(new ConfigCommand(environment));
        line.addSubcommand("config", config);
        line.addSubcommand("create-template", new CreateTemplateCommand(environment));
        line.addSubcommand("merge", new MergeCommand(environment));
        line.addSubcommand("report", new ReportCommand(environment));
        line.addSubcommand("compare", new CompareCommand(environment));
        line.addSubcommand("tokens", new TokensCommand(environment));
        line.addSubcommand("mock-server", new MockServerCommand());
        line.addSubcommand("calibrate", new CalibrateCommand(environment));
        line.addSubcommand("overhead", new OverheadCommand());
        line.addSubcommand("generate-completion", new GenerateCompletion());
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands().forEach((name, command) -> {
            if (!name.equals("config")) {
                command.getCommandSpec().preprocessor(new Prefixes());
            }
        });
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.clamp(environment.columns(), 80, 120));
        line.setParameterExceptionHandler(CommandTree::badParameter);
        config.setStopAtPositional(true).setStopAtUnmatched(true);
        line.setExecutionExceptionHandler((exception, command, parsed) -> failure(exception, command));
        return line;
    }

    /** A command with profile's options, and so with genai-perf's others too. */
    private static CommandLine taking(Object command) {
        CommandLine line = new CommandLine(command);
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
        CommandLine line = taking(command);
        line.getCommandSpec().preprocessor(new Prefixes());
        return line.setCaseInsensitiveEnumValuesAllowed(true);
    }

    private static int badParameter(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        StringBuilder message = new StringBuilder(oneLine(String.valueOf(exception.getMessage())));
        if (exception instanceof UnmatchedArgumentException unmatched) {
            var near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                message.append("; did you mean ").append(near.getFirst()).append('?');
            }
        }
        complain(command, message + " (see '" + command.getCommandSpec().qualifiedName() + " --help')");
        return BAD_INPUT;
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
            case HubException hub -> badInput(hub, command);
            case TokenizerException tokenizer -> badInput(tokenizer, command);
            case PromptException prompt -> badInput(prompt, command);
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
