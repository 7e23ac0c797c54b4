package io.streamgauge.cli;

import io.streamgauge.health.Verdict;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the rule of the client's verdict on itself below a command's help. */
final class HealthRule {
    private HealthRule() {}

    static void addTo(CommandSpec command) {
        String[] lines = Stream.concat(Stream.of(""), Verdict.RULE.stream().map(line -> line.replace("%", "%%")))
                .toArray(String[]::new);
        command.usageMessage()
                .footer(Stream.concat(Stream.of(command.usageMessage().footer()), Stream.of(lines))
                        .toArray(String[]::new));
    }
}
