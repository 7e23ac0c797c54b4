package io.streamgauge.plan;

/**
 * Which files a run leaves.
 *
 * @param exportLevel how much of it is kept
 * @param page whether there is a {@code report.html}
 * @param sliceNanos length of the time slices, 0 for none
 * @param histograms whether there are HdrHistogram files
 */
public record ReportPlan(ExportLevel exportLevel, boolean page, long sliceNanos, boolean histograms) {
    /** What is written unless asked for otherwise. */
    public static final ReportPlan DEFAULT = new ReportPlan(ExportLevel.RECORDS, true, 0, false);
}
