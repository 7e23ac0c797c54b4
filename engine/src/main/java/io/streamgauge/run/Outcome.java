package io.streamgauge.run;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summary;
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
 * @param notes what a reader of the numbers should know, a line each
 * @param shortfalls why less was measured than was asked for, a line each
 * @param troubles what could not be written, a line each; empty when everything was
 * @param interrupted whether it was stopped before all requests were sent
 */
public record Outcome(
        Summary summary,
        Summary shown,
        List<StageFigures> stages,
        ClientHealth health,
        Telemetry telemetry,
        List<String> notes,
        List<String> shortfalls,
        List<String> troubles,
        boolean interrupted) {
    public Outcome {
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
        shortfalls = List.copyOf(shortfalls);
        troubles = List.copyOf(troubles);
    }
}
