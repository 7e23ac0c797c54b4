package io.streamgauge.cli;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.plan.ResultsPlan;
import io.streamgauge.report.ConsoleTable;
import io.streamgauge.report.StageTable;
import io.streamgauge.report.TelemetryTables;
import io.streamgauge.run.Outcome;
import java.io.PrintWriter;

/** What a run says at its end: troubles and failures on top, the table, then what a reader should know. */
final class RunReport {
    private RunReport() {}

    static void print(Outcome outcome, ResultsPlan results, Environment environment, PrintWriter out) {
        if (outcome.interrupted()) {
            out.println("Interrupted: these are the requests that had ended by then.");
        }
        outcome.remarks().onTop().forEach(line -> out.println(Printable.line(line)));
        outcome.health().warning().ifPresent(out::println);
        out.print(
                ConsoleTable.render(outcome.shown().options().subject().title(), outcome.shown(), environment.look()));
        out.print(StageTable.render(outcome.stages(), environment.look()));
        out.print(TelemetryTables.render(outcome.telemetry(), outcome.summary(), environment.look()));
        outcome.remarks().notes().forEach(line -> out.println(Printable.line(line)));
        ClientHealth health = outcome.health();
        health.lines().forEach(out::println);
        out.println("Results: " + results.directory());
        out.flush();
    }
}
