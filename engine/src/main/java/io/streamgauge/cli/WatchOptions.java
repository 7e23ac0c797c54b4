package io.streamgauge.cli;

import io.streamgauge.clock.Clock;
import io.streamgauge.profiler.ClientProfile;
import io.streamgauge.profiler.ClientWatch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How to look at what the client itself does. */
@Command(optionListHeading = "%nLooking at the client itself%n")
final class WatchOptions {
    @Option(
            names = "--profile-client",
            paramLabel = "EVENT[=FILE]",
            description =
                    "Profile the client through the measured phase: cpu, wall, alloc or lock for a flame graph, heatmap for all of them over time. Default file: client_EVENT.html beside the results.")
    @Nullable
    String profileClient;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description =
                    "Record the run with JFR: phases, requests, event loop lag, pauses, and the JVM's own events.")
    @Nullable
    Path jfr;

    /** @param results directory of the results */
    ClientWatch open(Path results) {
        if (profileClient == null && jfr == null) {
            return ClientWatch.none();
        }
        return ClientWatch.open(
                profileClient == null ? null : ClientProfile.parse(profileClient), jfr, results, Clock.monotonic());
    }
}
