package io.streamgauge.report;

import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.TimeSlices;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files beside the summary that a run may be asked for, when it ends or later from its records.
 *
 * @param page whether to write {@code report.html}
 * @param sliceNanos length of the time slices, 0 for no slice files
 * @param histograms whether to write HdrHistogram's files
 */
public record FurtherFiles(boolean page, long sliceNanos, boolean histograms) {
    /** The page's name within the artifact directory. */
    public static final String PAGE_NAME = "report.html";

    /** The page and nothing else. */
    public static final FurtherFiles PAGE_ONLY = new FurtherFiles(true, 0, false);

    private interface Writing {
        void run() throws IOException;
    }

    /**
     * Writes them into {@code directory}; what cannot be written does not keep the others from it.
     *
     * @param stem what the names of slice and histogram files begin with
     * @param records all records of the run, whether they count or not
     * @param stages what the run's stages gave, on the page and in files of their own without being asked for
     * @return what could not be written, a line each
     */
    public List<String> write(
            Path directory,
            String stem,
            List<RequestRecord> records,
            List<StageFigures> stages,
            Summary summary,
            HtmlReport.Context context) {
        var troubles = new ArrayList<String>();
        if (page) {
            attempt(
                    PAGE_NAME,
                    troubles,
                    () -> HtmlReport.write(directory.resolve(PAGE_NAME), records, summary, stages, context));
        }
        if (sliceNanos > 0) {
            long start =
                    records.stream().mapToLong(RequestRecord::sentNanos).min().orElse(0);
            attempt(
                    "time slices",
                    troubles,
                    () -> TimeSliceFiles.write(
                            directory,
                            stem,
                            TimeSlices.of(
                                    records,
                                    start,
                                    sliceNanos,
                                    summary.options().subject())));
        }
        if (!stages.isEmpty()) {
            attempt("stages", troubles, () -> StageFiles.write(directory, stem, stages));
        }
        if (histograms) {
            attempt(
                    "histograms",
                    troubles,
                    () -> HistogramFiles.write(
                            directory, stem, context.counted(records), summary, context.epochOffsetNanos()));
        }
        return troubles;
    }

    /** Those of any earlier run in {@code directory}, profiles of the client too. */
    public static List<Path> existing(Path directory, String stem) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> isFurtherFile(String.valueOf(file.getFileName()), stem))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isFurtherFile(String name, String stem) {
        return name.equals(PAGE_NAME)
                || name.matches("client_[a-z]+\\.(html|jfr)")
                || name.matches(Pattern.quote(stem) + "_(slices|stages)\\.(json|csv)")
                || name.equals(stem + ".hlog")
                || (name.startsWith(stem + "_") && name.endsWith(".hgrm"));
    }

    private static void attempt(String what, List<String> troubles, Writing writing) {
        try {
            writing.run();
        } catch (IOException | IllegalArgumentException e) {
            troubles.add(what + " could not be written: " + e.getMessage());
        }
    }
}
