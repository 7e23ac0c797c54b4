package io.streamgauge.plan;

/** How much of a run is kept on disk. */
public enum ExportLevel {
    /** The summary, its page, the plan and what was asked; no record of single requests. */
    SUMMARY,
    /** Also a record of every request, and genai-perf's raw export with the texts in the smallest envelope that its parser reads. */
    RECORDS,
    /** As RECORDS, but the raw export holds the bodies of answers as the server sent them, piece by piece. */
    RAW
}
