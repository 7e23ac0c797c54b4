package io.streamgauge.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.TreeMap;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Lets a long option be given by the beginning of its name, as Python's argparse and so genai-perf does: {@code --num-prompt} is
 * {@code --num-prompts}. picocli's own abbreviations leave parts out too, and would find {@code --num-prefix-prompts} as well.
 */
final class Prefixes implements IParameterPreprocessor {
    @Override
    @SuppressWarnings({"JdkObsolete", "PMD"}) // the stack is picocli's
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec none, Map<String, Object> info) {
        // The top of the stack is the next argument.
        for (int i = args.size() - 1; i >= 0 && !args.get(i).equals("--"); i--) {
            args.set(i, whole(args.get(i), command));
        }
        return false;
    }

    private static String whole(String argument, CommandSpec command) {
        String given = argument.replaceFirst("(?s)=.*", "");
        if (!given.startsWith("--") || given.length() < 4) {
            return argument;
        }
        Map<String, OptionSpec> known = new TreeMap<>(command.optionsMap());
        known.putAll(command.negatedOptionsMap());
        if (known.containsKey(given)) {
            return argument;
        }
        Map<String, OptionSpec> begun = new TreeMap<>();
        known.forEach((name, option) -> {
            if (name.startsWith(given)) {
                begun.put(name, option);
            }
        });
        if (begun.isEmpty()) {
            return argument;
        }
        if (begun.values().stream().distinct().count() > 1) {
            List<String> names = List.copyOf(begun.keySet());
            throw new ParameterException(
                    command.commandLine(),
                    "'" + given + "' could be " + String.join(", ", names) + "; give it in full");
        }
        return begun.keySet().iterator().next() + argument.substring(given.length());
    }
}
