package io.streamgauge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is written where, and what is said. */
@Command(optionListHeading = "%nResults%n")
final class ResultOptions extends ReportOptions {
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
            names = "--redact-prompts",
            description = "Keep the texts of prompts and answers out of the files; shapes, lengths and times stay.")
    boolean redactPrompts;

    @Option(
            names = "--export-level",
            paramLabel = "LEVEL",
            description =
                    "summary keeps no single requests; records keeps each in records.jsonl and the raw export; raw keeps every byte the server sent in the latter. Default: records.")
    String exportLevel = "records";

    @Option(
            names = "--export-outputs-json",
            description = "Also write outputs.json, AIPerf's: the text of each answer with its times and lengths.")
    boolean outputsJson;

    @Option(
            names = {"-g", "--goodput"},
            arity = "1..*",
            paramLabel = "METRIC:BOUND",
            description = "Count requests that keep every bound, for example time_to_first_token:300 (ms).")
    List<String> goodput = new ArrayList<>();

    @Option(
            names = "--ui",
            paramLabel = "KIND",
            description =
                    "What standard error shows while it runs: live, a screen; line, a plain line every 5 s; none. Default: live on a terminal, else line.")
    String ui = "auto";

    @Option(
            names = {"-v", "--verbose"},
            description = "Say what is done while it is done, and where errors come from.")
    boolean verbose;
}
