package io.streamgauge.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * {@code profile} with its options from the {@link OptionIndex}, for command lines that ask for nothing but a run. What is wrong, or
 * asks for help, is left to the command as picocli makes it of annotations, which takes longer and knows all that there is to say.
 */
final class IndexedProfile {
    /** No exit code: the command line is for the other. */
    static final int NOT_TAKEN = Integer.MIN_VALUE;

    private boolean taken;

    private IndexedProfile() {}

    /**
     * Runs a {@code profile}; its exit code, or {@link #NOT_TAKEN}, when nothing was done.
     *
     * @param index the index of options; null where the build has written none
     */
    static int run(
            @Nullable InputStream index,
            PrintWriter out,
            PrintWriter err,
            Environment environment,
            Runnable before,
            String... args) {
        if (index == null || args.length == 0 || !args[0].equals("profile")) {
            return NOT_TAKEN;
        }
        return new IndexedProfile().run(line(index, environment).setOut(out).setErr(err), before, args);
    }

    private int run(CommandLine line, Runnable before, String... args) {
        line.setParameterExceptionHandler(
                (exception, given) -> taken ? CommandTree.badParameter(exception, given) : NOT_TAKEN);
        line.setExecutionExceptionHandler((exception, command, parsed) -> CommandTree.failure(exception, command));
        line.setExecutionStrategy(read -> {
            if (asksForHelp(read)) {
                return NOT_TAKEN;
            }
            taken = true;
            before.run();
            return new RunLast().execute(read);
        });
        return line.execute(args);
    }

    /** A tree with this command alone, which works like that of {@link CommandTree#create} but has no help. */
    private static CommandLine line(InputStream index, Environment environment) {
        CommandSpec root = CommandSpec.create().name("streamgauge");
        root.addSubcommand("profile", alone(index, environment));
        return CommandTree.lenient(new CommandLine(root));
    }

    /** The command by itself. */
    static CommandLine alone(InputStream index, Environment environment) {
        ProfileCommand command = new ProfileCommand(environment);
        CommandSpec profile = CommandSpec.wrapWithoutInspection(command).name("profile");
        OptionIndex.read(index, command.options().groups(), profile);
        ForeignOptions.addPositional(profile);
        profile.preprocessor(new Prefixes());
        command.use(profile);
        return CommandTree.lenient(new CommandLine(profile)).setOverwrittenOptionsAllowed(true);
    }

    private static boolean asksForHelp(ParseResult read) {
        ParseResult profile = read.subcommand();
        return profile == null || profile.isUsageHelpRequested() || profile.isVersionHelpRequested();
    }
}
