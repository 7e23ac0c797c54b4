package io.streamgauge.plan;

import io.streamgauge.metrics.Definitions;

/**
 * Which files a run leaves.
 *
 * @param exportLevel how much of it is kept
 * @param definitions by whose formulas the table and the page are made
 * @param page whether there is a {@code report.html}
 * @param sliceNanos length of the time slices, 0 for none
 * @param histograms whether there are HdrHistogram files
 * @param outputs whether there is an {@code outputs.json}
 */
public record ReportPlan(
        ExportLevel exportLevel,
        Definitions definitions,
        boolean page,
        long sliceNanos,
        boolean histograms,
        boolean outputs) {
    /** What is written unless asked for otherwise. */
    public static final ReportPlan DEFAULT =
            new ReportPlan(ExportLevel.RECORDS, Definitions.GENAI_PERF, true, 0, false, false);
}
