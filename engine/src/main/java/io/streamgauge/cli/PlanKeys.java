package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The keys of plan files: every long name of every option of a command, without its dashes; {@code _} is as good as {@code -}. */
final class PlanKeys {
    private final Map<String, OptionSpec> byKey = new LinkedHashMap<>();

    PlanKeys(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                for (String name : option.names()) {
                    if (name.startsWith("--")) {
                        byKey.putIfAbsent(normal(name.substring(2)), option);
                    }
                }
            }
        }
    }

    /** The key under which plans are written: the option's longest name. */
    static String keyOf(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    /** Whether the option is there or not, and has no value. */
    static boolean isSwitch(OptionSpec option) {
        return option.typeInfo().isBoolean();
    }

    @Nullable
    OptionSpec find(String key) {
        String normal = normal(key);
        String ours = OtherNames.ours("--" + normal);
        return byKey.get(byKey.containsKey(normal) || ours == null ? normal : ours.substring(2));
    }

    /** Options that a user may be offered, each once, in the order of the help. */
    List<OptionSpec> offered() {
        return byKey.values().stream()
                .filter(option -> !option.hidden())
                .distinct()
                .toList();
    }

    /** All names but those of options that have no meaning here. */
    Collection<String> names() {
        List<String> names = new ArrayList<>();
        byKey.forEach((name, option) -> {
            if (!option.hidden()) {
                names.add(name);
            }
        });
        return names;
    }

    private static String normal(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
