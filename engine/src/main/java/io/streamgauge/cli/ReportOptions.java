package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a run is shown, when it ends and when it is read again. */
class ReportOptions {
    @Option(
            names = "--definitions",
            paramLabel = "TOOL",
            description =
                    "By whose formulas the table and the page are made: genai-perf, vllm or guidellm. Default: genai-perf.")
    String definitions = "genai-perf";

    @Option(names = "--no-html", description = "Write no report.html.")
    boolean noHtml;

    @Option(
            names = "--slice-duration",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Also write the summary of each such stretch of the run, as JSON and CSV.")
    @Nullable
    Long sliceNanos;

    @Option(names = "--histograms", description = "Also write HdrHistogram files: one .hlog, a .hgrm for each time.")
    boolean histograms;

    /**
     * The formulas.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    final Definitions formulas() {
        return Definitions.ofKey(definitions);
    }

    /**
     * Length of a slice; 0 where none are wanted.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    final long slice() {
        if (sliceNanos == null) {
            return 0;
        }
        if (sliceNanos < 1) {
            throw new IllegalArgumentException("--slice-duration: give a time above 0, such as 10s");
        }
        return sliceNanos;
    }
}
