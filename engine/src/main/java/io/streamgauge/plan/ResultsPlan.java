package io.streamgauge.plan;

import java.nio.file.Path;

/**
 * Where results go.
 *
 * @param directory genai-perf's artifact directory
 * @param exportFile bare name of the raw export, for example {@code profile_export.json}; the other names derive from its stem
 * @param overwrite whether results that already stand there may be lost; otherwise they are moved aside first
 * @param redacts whether texts of prompts and answers stay out of the files
 * @param reports which files there will be
 */
public record ResultsPlan(Path directory, String exportFile, boolean overwrite, boolean redacts, ReportPlan reports) {

    /** The export file's name without its extension: {@code run} for {@code run.json}. */
    public String stem() {
        return exportFile.endsWith(".json")
                ? exportFile.substring(0, exportFile.length() - ".json".length())
                : exportFile;
    }

    public Path export() {
        return directory.resolve(exportFile);
    }

    public Path summaryJson() {
        return directory.resolve(stem() + "_genai_perf.json");
    }

    public Path summaryCsv() {
        return directory.resolve(stem() + "_genai_perf.csv");
    }

    public Path inputs() {
        return directory.resolve("inputs.json");
    }

    /** Texts of answers. */
    public Path outputs() {
        return directory.resolve("outputs.json");
    }

    /** Time series of the servers' metrics pages. */
    public Path serverMetrics() {
        return directory.resolve("server_metrics.jsonl");
    }

    public Path records() {
        return directory.resolve("records.jsonl");
    }
}
