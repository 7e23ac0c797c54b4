package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Stands in the list of commands for one that is not in this jar: benchmarks cannot be a part of what they measure, so that
 * the launcher runs {@code overhead} from the benchmarks' own jar and never gets here.
 */
@Command(
        name = "overhead",
        description =
                "Measures what the client costs per token and fails when a part breaks its bound (under 3 minutes).")
final class OverheadCommand implements Callable<Integer> {
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        throw UserError.badInput(
                "overhead is in the benchmarks' jar, which the launcher builds and runs: ./streamgauge overhead "
                        + String.join(" ", arguments));
    }
}
