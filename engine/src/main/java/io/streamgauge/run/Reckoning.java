package io.streamgauge.run;

import io.streamgauge.health.ClientHealth;
import io.streamgauge.health.HealthMeter;
import io.streamgauge.load.ErrorWatch;
import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.MeasuredWindow;
import io.streamgauge.metrics.StageFigures;
import io.streamgauge.metrics.Summarizer;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryOptions;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.profiler.ClientWatch;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.report.NetworkBlock;
import io.streamgauge.report.RunRemarks;
import io.streamgauge.telemetry.MetricsScraper;
import io.streamgauge.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run: its records summarised, written to files, and told with all that those know who watched it.
 *
 * @param all every record of the run
 * @param stopped whether the user ended it
 */
record Reckoning(BenchmarkPlan plan, List<RequestRecord> all, ResultFiles files, HealthMeter meter, boolean stopped) {

    /** Who watched the run, each in its own way. */
    record Watches(
            RequestBook book,
            Ledger ledger,
            Backlog backlog,
            Requests requests,
            ErrorWatch errors,
            @Nullable SaturationWatch saturation,
            @Nullable WindowWatch windows,
            ClientWatch client,
            MetricsScraper metrics,
            ControlRequests control,
            NetworkWatch network) {}

    /** Writes the files, and gives what they hold. */
    Outcome outcome(Watches watches) throws InterruptedException {
        MeasuredWindow counted = watches.windows() != null
                ? watches.windows().measured()
                : plan.load().cutOuts().window(all);
        List<RequestRecord> records = counted == null ? all : counted.of(all);
        List<String> notes = new ArrayList<>();
        if (watches.book().usageRefused()) {
            notes.add(
                    "the server refuses stream_options, so it was not asked for its own token counts (--no-usage avoids the attempt)");
        }
        if (plan.input().stripsImages()) {
            notes.add(
                    watches.book().strippedCount()
                            + " requests went out with the names of their images alone (--uuid-and-strip), after the server had answered others with these images");
        }
        if (counted != null) {
            files.writeWindow(counted);
            if (watches.windows() == null) {
                notes.add(files.writtenOff(all.size() - records.size()));
            }
        }
        Summary summary = Summarizer.summarize(records, options(Definitions.GENAI_PERF));
        Definitions definitions = plan.results().reports().definitions();
        Summary shown =
                definitions == Definitions.GENAI_PERF ? summary : Summarizer.summarize(records, options(definitions));
        ClientHealth health = meter.health(summary);
        Telemetry telemetry = watches.metrics().finish();
        notes.addAll(watches.requests().notes());
        watches.backlog().note().ifPresent(notes::add);
        notes.addAll(watches.client().notes());
        notes.addAll(telemetry.notes());
        NetworkBlock unloaded = watches.network().block(summary);
        if (unloaded != null) {
            notes.addAll(unloaded.lines());
            files.addSections(unloaded.sections());
        }
        notes.addAll(files.writeServerMetrics());
        RunRemarks remarks = new RunRemarks(shortfalls(watches), troubles(watches, telemetry), notes);
        files.addSections(remarks.sections());
        files.writeSummaries(
                summary, records, health, telemetry, watches.client().files(), stopped);
        List<StageFigures> stages = files.stages(records);
        files.writeFurther(shown, all, stages, telemetry);
        return new Outcome(
                summary, shown, stages, health, telemetry, remarks.withTroubles(troubles(watches, telemetry)), stopped);
    }

    /** What could not be written so far. */
    private List<String> troubles(Watches watches, Telemetry telemetry) {
        List<String> troubles = new ArrayList<>(watches.ledger().troubles());
        troubles.addAll(watches.client().troubles());
        troubles.addAll(telemetry.troubles());
        troubles.addAll(files.troubles());
        return troubles;
    }

    /** In which ways the run is less than what was asked for. */
    private List<String> shortfalls(Watches watches) {
        List<String> shortfalls = new ArrayList<>(watches.requests().troubles());
        shortfalls.addAll(watches.control().failures());
        if (watches.errors().tripped()) {
            shortfalls.add(
                    "stopped early: " + watches.errors().failed()
                            + " requests failed, where --max-errors, --max-error-rate or --failed-request-threshold ends a run");
        }
        if (watches.saturation() != null && watches.saturation().reached()) {
            shortfalls.add(
                    "stopped early: the server is over-saturated: requests in flight and times to the first token rose"
                            + " together (--stop-over-saturated)");
        }
        if (watches.windows() != null && !watches.windows().isStable() && !stopped) {
            shortfalls.add("no three windows in a row agreed within --stability-percentage; these are the last ones"
                    + " (a longer --measurement-interval steadies them)");
        }
        return shortfalls;
    }

    private SummaryOptions options(Definitions definitions) {
        return new SummaryOptions(plan.endpoint().subject(), plan.streaming(), plan.goodput(), definitions);
    }
}
