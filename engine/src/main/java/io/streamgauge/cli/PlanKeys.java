package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
        return byKey.get(normal(key));
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

    /** An ending for the message on an unknown key, empty when no known one is near. */
    static String hint(String unknown, Collection<String> known) {
        String key = normal(unknown);
        return known.stream()
                .min(Comparator.comparingInt(name -> edits(key, normal(name))))
                .filter(name -> edits(key, normal(name)) <= Math.max(2, key.length() / 3))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    private static String normal(String key) {
        return key.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
