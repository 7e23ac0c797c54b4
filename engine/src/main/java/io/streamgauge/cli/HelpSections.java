package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The sections of a command's help: one for each mixin with an {@code optionListHeading} of its own. picocli's own means for
 * this, groups of arguments, write out the synopsis of a whole group whenever one of its options is met: a tenth of a start.
 */
final class HelpSections {
    private HelpSections() {}

    /** Lets a command's help show its sections. */
    static void addTo(CommandSpec command) {
        command.usageMessage().optionListHeading("");
        command.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpSections::render);
    }

    /** A command's sections and their options by the text of the heading, in the order of the help. */
    static Map<String, List<OptionSpec>> of(CommandSpec command) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        for (CommandSpec mixin : command.mixins().values()) {
            String heading =
                    mixin.usageMessage().optionListHeading().replace("%n", "").strip();
            if (mixin.mixins().isEmpty() && !heading.isEmpty()) {
                sections.put(heading, mixin.options());
            }
            sections.putAll(of(mixin));
        }
        return sections;
    }

    private static String render(Help help) {
        Map<String, List<OptionSpec>> sections = of(help.commandSpec());
        List<OptionSpec> others = new ArrayList<>(help.commandSpec().options());
        sections.values().forEach(others::removeAll);
        StringBuilder text = new StringBuilder(list(help, others));
        sections.forEach((heading, options) -> text.append(System.lineSeparator())
                .append(heading)
                .append(System.lineSeparator())
                .append(list(help, options)));
        return text.toString();
    }

    private static String list(Help help, List<OptionSpec> options) {
        Layout layout = help.createDefaultLayout();
        layout.addAllOptions(
                options.stream().filter(option -> !option.hidden()).toList(), help.parameterLabelRenderer());
        return layout.toString();
    }
}
