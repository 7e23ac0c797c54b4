package io.streamgauge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is written where, and what is said. */
final class ResultOptions {
    @Option(
            names = "--artifact-dir",
            paramLabel = "DIR",
            description =
                    "Directory for results. Default: artifacts/MODEL-openai-TYPE-concurrencyN, or -request_rateR.")
    @Nullable
    Path artifactDir;

    @Option(
            names = "--profile-export-file",
            paramLabel = "NAME.json",
            description =
                    "Name of the raw export; the other results take their names from it. Default: profile_export.json.")
    String profileExportFile = "profile_export.json";

    @Option(
            names = "--overwrite",
            description = "Replace results that stand in the directory; without it they are moved to DIR.1, DIR.2, …")
    boolean overwrite;

    @Option(
            names = {"-g", "--goodput"},
            arity = "1..*",
            paramLabel = "METRIC:BOUND",
            description = "Count requests that keep every bound, for example time_to_first_token:300 (ms).")
    List<String> goodput = new ArrayList<>();

    @Option(
            names = {"-v", "--verbose"},
            description = "Say what is done while it is done, and where errors come from.")
    boolean verbose;
}
