package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A plan file to begin with, made of the options themselves: each key with its help, out of the way until it is wanted. */
final class PlanTemplate {
    private static final int WIDTH = 110;

    private static final Map<String, String> EXAMPLES = Map.of(
            "model", "[meta-llama/Llama-3.1-8B-Instruct]",
            "url", "[localhost:8000]",
            "header", "['X-Tenant: blue']",
            "goodput", "{time_to_first_token: 300}",
            "extra-inputs", "{temperature: 0.7}");

    private PlanTemplate() {}

    /** @param command whose options are the keys */
    static String of(CommandSpec command) {
        StringBuilder text = new StringBuilder();
        comment(
                text,
                "A plan for 'streamgauge config FILE'. Keys are the options of 'streamgauge profile', or of 'analyze'");
        comment(
                text,
                "when one of its own is set. Take the # from those you want. Paths are looked up from where it is run.");
        sections(command).forEach((heading, options) -> {
            text.append("\n# ---- ").append(heading).append(" ----\n");
            options.forEach(option -> key(text, option));
        });
        return text.toString();
    }

    private static Map<String, List<OptionSpec>> sections(CommandSpec command) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        List<OptionSpec> left = new ArrayList<>(new PlanKeys(command).offered());
        HelpSections.of(command).forEach((heading, options) -> {
            List<OptionSpec> mine = options.stream().filter(left::contains).toList();
            left.removeAll(mine);
            sections.put(heading, mine);
        });
        if (!left.isEmpty()) {
            sections.put("Further", left);
        }
        return sections;
    }

    private static void key(StringBuilder text, OptionSpec option) {
        text.append('\n');
        comment(text, String.join(" ", option.description()).replace("%%", "%").replace("%n", " "));
        String key = PlanKeys.keyOf(option);
        text.append("#").append(key).append(": ").append(example(key, option)).append('\n');
    }

    private static String example(String key, OptionSpec option) {
        if (EXAMPLES.containsKey(key)) {
            return EXAMPLES.get(key);
        }
        if (PlanKeys.isSwitch(option)) {
            // One that can be negated and begins as neither is on wherever that can be.
            boolean on =
                    option.initialValue() == null ? option.negatable() : Boolean.TRUE.equals(option.initialValue());
            return String.valueOf(on);
        }
        return option.isMultiValue() ? "[]" : "";
    }

    private static void comment(StringBuilder text, String words) {
        StringBuilder line = new StringBuilder("#");
        for (String word : words.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
