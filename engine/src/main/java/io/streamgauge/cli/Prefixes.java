package io.streamgauge.cli;

import java.util.Map;
import java.util.Stack;
import java.util.TreeMap;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Puts the whole name of our own in place of what an option was called: the beginning of its name, as Python's argparse and so
 * genai-perf takes it ({@code --num-prompt} is {@code --num-prompts}), or another tool's name. picocli's own abbreviations leave
 * parts out too, and would find {@code --num-prefix-prompts} as well.
 */
final class Prefixes implements IParameterPreprocessor {
    @Override
    @SuppressWarnings({"JdkObsolete", "PMD"}) // the stack is picocli's
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec none, Map<String, Object> info) {
        // The top of the stack is the next argument.
        for (int i = args.size() - 1; i >= 0 && !args.get(i).equals("--"); i--) {
            args.set(i, whole(args.get(i), command));
        }
        if (command.optionsMap().containsKey(MagicLists.LIST)) {
            MagicLists.rewrite(args);
        }
        return false;
    }

    /** The argument as the command knows it; what is no option of it stays as it is. */
    static String whole(String argument, CommandSpec command) {
        String given = argument.replaceFirst("(?s)=.*", "");
        String value = argument.substring(given.length());
        if (!given.startsWith("-") || command.optionsMap().containsKey(given)) {
            return argument;
        }
        String ours = OtherNames.ours(given);
        if (ours != null && command.optionsMap().containsKey(ours.replaceFirst("=.*", ""))) {
            return ours + value;
        }
        if (!given.startsWith("--") || given.length() < 4) {
            return argument;
        }
        Map<String, OptionSpec> known = new TreeMap<>(command.optionsMap());
        known.putAll(command.negatedOptionsMap());
        if (known.containsKey(given)) {
            return argument;
        }
        known.keySet().removeIf(name -> !name.startsWith(given));
        Map<String, OptionSpec> shown = new TreeMap<>(known);
        shown.values().removeIf(OptionSpec::hidden);
        if (!shown.isEmpty()) {
            return only(shown, given, command) + value;
        }
        OtherNames.beginningWith(given).values().forEach(name -> {
            OptionSpec option = command.optionsMap().get(name.replaceFirst("=.*", ""));
            if (option != null) {
                known.put(name, option);
            }
        });
        return known.isEmpty() ? argument : only(known, given, command) + value;
    }

    /** One of the names, where all are of one option. */
    private static String only(Map<String, OptionSpec> begun, String given, CommandSpec command) {
        if (begun.values().stream().distinct().count() > 1) {
            throw new ParameterException(
                    command.commandLine(),
                    "'" + given + "' could be " + String.join(", ", begun.keySet()) + "; give it in full");
        }
        return begun.keySet().iterator().next();
    }
}
