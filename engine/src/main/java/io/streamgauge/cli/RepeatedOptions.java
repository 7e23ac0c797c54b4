package io.streamgauge.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Finds options that hold one value and were given twice. Picocli would stop at the first of them; here they are told together
 * with all else that is wrong.
 */
final class RepeatedOptions {
    private RepeatedOptions() {}

    /** A line for each such option. */
    static List<String> problems(ParseResult parsed) {
        CommandSpec spec = parsed.commandSpec();
        Set<OptionSpec> seen = new HashSet<>();
        return parsed.expandedArgs().stream()
                .flatMap(argument -> Stream.ofNullable(option(spec, argument)))
                .filter(option -> !option.isMultiValue() && !seen.add(option))
                .map(option -> option.longestName() + ": given more than once; give it once")
                .distinct()
                .toList();
    }

    private static @Nullable OptionSpec option(CommandSpec spec, String argument) {
        return spec.optionsMap().get(Prefixes.whole(argument, spec).replaceFirst("(?s)=.*", ""));
    }
}
