package io.streamgauge.run;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.RunRemarks;
import io.streamgauge.telemetry.Telemetry;
import java.util.List;

/**
 * What came of a run.
 *
 * @param summary the numbers, by genai-perf's formulas
 * @param shown the same by the formulas that were asked for
 * @param stages the same of each stage, by genai-perf's formulas; empty where there are none
 * @param health what the client itself cost
 * @param telemetry what servers and GPUs said of themselves
 * @param remarks what a reader should know beside the numbers
 * @param interrupted whether it was stopped before all requests were sent
 */
public record Outcome(
        Summary summary,
        Summary shown,
        List<StageFigures> stages,
        ClientHealth health,
        Telemetry telemetry,
        RunRemarks remarks,
        boolean interrupted) {
    public Outcome {
        stages = List.copyOf(stages);
    }
}
