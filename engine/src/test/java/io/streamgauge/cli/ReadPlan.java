package io.streamgauge.cli;

import io.streamgauge.plan.BenchmarkPlan;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Plans for tests of what runs them. */
public final class ReadPlan {
    private ReadPlan() {}

    /** The plan of {@code profile} with these arguments. */
    public static BenchmarkPlan of(List<String> arguments) {
        Map<String, String> variables = Map.of("HF_HUB_OFFLINE", "1");
        CommandLine profile = CommandTree.profileAlone(new Environment(variables, false, 200));
        profile.parseArgs(arguments.toArray(String[]::new));
        ProfileCommand command = profile.getCommand();
        return PlanReader.read(command.options(), List.of(), variables, null);
    }
}
