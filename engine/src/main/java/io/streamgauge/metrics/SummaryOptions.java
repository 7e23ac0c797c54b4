package io.streamgauge.metrics;

import java.util.List;

/**
 * What a summary depends on beside the records.
 *
 * @param subject what answers hold
 * @param streaming whether answers were streamed; if not, first, second and further tokens have no times of their own
 * @param objectives what a request must meet to count for goodput; none means no goodput row
 * @param definitions whose formulas
 */
public record SummaryOptions(Subject subject, boolean streaming, List<Slo> objectives, Definitions definitions) {
    public SummaryOptions {
        objectives = List.copyOf(objectives);
    }

    /** Of answers that are text. */
    public SummaryOptions(boolean streaming, List<Slo> objectives, Definitions definitions) {
        this(Subject.LLM, streaming, objectives, definitions);
    }

    /** Streamed answers, no objectives, genai-perf's formulas. */
    public static SummaryOptions ofStreaming() {
        return new SummaryOptions(true, List.of(), Definitions.GENAI_PERF);
    }

    /** Whole answers, no objectives, genai-perf's formulas. */
    public static SummaryOptions ofWholeAnswers() {
        return new SummaryOptions(false, List.of(), Definitions.GENAI_PERF);
    }
}
