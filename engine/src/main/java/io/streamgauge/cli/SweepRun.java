package io.streamgauge.cli;

import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.SweepFiles;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.report.SweepTable;
import io.streamgauge.search.LoadSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs a sweep: one {@code profile} after the other, each in a directory of its own, and all of them in one table. */
final class SweepRun {
    private final SweepPlan sweep;
    private final ProfileOptions options;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final SubRuns runs;
    private final Path directory;
    private final List<SweepPoint> points = new ArrayList<>();
    private int worst;

    /** @param command whose options, as they were parsed, every run shares */
    SweepRun(SweepPlan sweep, ProfileOptions options, CommandLine command, Environment environment) {
        this.sweep = sweep;
        this.options = options;
        this.environment = environment;
        this.out = command.getOut();
        this.err = command.getErr();
        this.runs = new SubRuns(
                options,
                command,
                option -> swept().anyMatch(List.of(option.names())::contains),
                new Cooldown(sweep.cooldownNanos()),
                environment);
        this.directory = options.results.artifactDir != null
                ? options.results.artifactDir
                : Path.of("artifacts", subject() + "-openai-" + options.target.endpointType + "-analyze");
    }

    private String subject() {
        List<String> models = options.target.models;
        String first = models.isEmpty() ? "mock" : models.getFirst().replaceAll("[/\\\\:\\s]", "_");
        return models.size() > 1 ? first + "_multi" : first;
    }

    /** Names of the options that the sweep sets. */
    private Stream<String> swept() {
        return sweep.axes().stream().flatMap(axis -> axis.parameter().options().stream());
    }

    /** Runs what is not done yet; the command's exit code. */
    int run() {
        // Read before the first is sent, so that none is found wrong after hours.
        sweep.combinations().forEach(combination -> runs.check(arguments(combination)));
        if (sweep.range() == null) {
            err.println("streamgauge: " + sweep.text());
            err.flush();
        }
        boolean finished = sweep.range() == null ? each() : search();
        if (points.isEmpty()) {
            return worst;
        }
        out.print(SweepTable.render(points, sweep.bounds().areThere(), environment.look()));
        Optional<BigDecimal> best = sweep.range() == null || !finished ? Optional.empty() : best();
        write(best.orElse(null));
        out.println("Results: " + directory);
        out.flush();
        if (!finished) {
            return worst;
        }
        return sweep.range() != null && best.isEmpty() ? CommandTree.FAILED : worst;
    }

    private boolean each() {
        for (Combination combination : sweep.combinations()) {
            if (point(combination) == null) {
                return false;
            }
        }
        return true;
    }

    private boolean search() {
        SweepParameter parameter = sweep.axes().getFirst().parameter();
        LoadSearch search = sweep.search();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            SweepPoint point = point(Combination.of(parameter, next.get()));
            if (point == null) {
                return false;
            }
            search.told(next.get(), point.holds());
        }
        worst = 0;
        return true;
    }

    private Optional<BigDecimal> best() {
        String what = sweep.axes().getFirst().parameter().key();
        Optional<BigDecimal> best =
                points.stream().filter(SweepPoint::holds).map(SweepPoint::value).max(BigDecimal::compareTo);
        String bounds = String.join(", ", sweep.bounds().texts());
        out.println(best.map(value -> "Highest " + what + " that holds " + bounds + ": " + SweepParameter.text(value)
                        + points.stream()
                                .filter(point -> !point.holds())
                                .map(SweepPoint::value)
                                .min(BigDecimal::compareTo)
                                .map(fails -> " (" + SweepParameter.text(fails) + " does not)")
                                .orElse(" (nothing higher was tried)"))
                .orElse("No " + what + " of the range holds " + bounds));
        return best;
    }

    /** Runs one point, or reads it where it is done; null when it gave no records to read. */
    private @Nullable SweepPoint point(Combination combination) {
        String name = combination.label();
        SubRuns.Ended ended = runs.run(directory.resolve(name), arguments(combination));
        worst = Math.max(worst, ended.code());
        RecordedRun run = ended.run();
        if (run == null) {
            return ended(name);
        }
        try {
            Summary summary = run.summary(Definitions.GENAI_PERF);
            SweepPoint point = new SweepPoint(
                    name,
                    named(combination),
                    run.manifest().asked().inputConfig(),
                    summary,
                    sweep.bounds().holds(summary),
                    run.telemetry().gpu());
            points.add(point);
            runs.say(
                    name,
                    summary,
                    ended.before(),
                    !sweep.bounds().areThere() ? "" : point.holds() ? ", holds" : ", does not hold");
            return point;
        } catch (IOException e) {
            err.println("streamgauge: " + Printable.line(String.valueOf(e.getMessage())));
            worst = CommandTree.FAILED;
            return ended(name);
        }
    }

    private static SequencedMap<String, BigDecimal> named(Combination combination) {
        SequencedMap<String, BigDecimal> values = new LinkedHashMap<>();
        combination.values().forEach((parameter, value) -> values.put(parameter.key(), value));
        return values;
    }

    /** Nothing can be said of this point, so nothing of those after it: what is wrong with it would be wrong with them. */
    private @Nullable SweepPoint ended(String name) {
        err.println("streamgauge: the sweep ends at " + name
                + ", which was not measured to its end; the same command goes on from there");
        err.flush();
        return null;
    }

    private List<String> arguments(Combination combination) {
        return runs.arguments(combination.arguments(options.load.isRated()));
    }

    private void write(@Nullable BigDecimal best) {
        List<String> what =
                sweep.axes().stream().map(axis -> axis.parameter().key()).toList();
        try {
            SweepFiles.write(directory, what, sweep.bounds().texts(), points, best);
        } catch (IOException e) {
            throw UserError.failed(directory + ": results cannot be written: " + e.getMessage());
        }
    }
}
