package io.streamgauge.cli;

import io.streamgauge.arrival.Shard;
import io.streamgauge.metrics.Definitions;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.plan.PlanException;
import io.streamgauge.report.Asked;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.SweepFiles;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.report.SweepTable;
import io.streamgauge.search.LoadSearch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs a sweep: one {@code profile} after the other, each in a directory of its own, and all of them in one table. */
final class SweepRun {
    private static final int INTERRUPTED = 130;
    private static final String DONE = "point.json";
    /** Options of a sweep that no run of it knows. */
    private static final Set<String> NOT_PASSED_ON = Set.of("--artifact-dir");

    private final SweepPlan sweep;
    private final ProfileOptions options;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> foreign;
    private final List<String> common;
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
        this.foreign = ForeignOptions.problems(command.getParseResult());
        this.common = common(command.getParseResult());
        this.directory = options.results.artifactDir != null
                ? options.results.artifactDir
                : Path.of("artifacts", subject() + "-openai-" + options.target.endpointType + "-analyze");
    }

    private String subject() {
        List<String> models = options.target.models;
        String first = models.isEmpty() ? "mock" : models.getFirst().replaceAll("[/\\\\:\\s]", "_");
        return models.size() > 1 ? first + "_multi" : first;
    }

    private List<String> common(ParseResult given) {
        CommandLine profile = CommandTree.profileAlone(environment);
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : given.commandSpec().options()) {
            OptionSpec same = profile.getCommandSpec().findOption(option.longestName());
            boolean passed = given.matchedOptionsSet().contains(option)
                    && same != null
                    && !same.hidden()
                    && !NOT_PASSED_ON.contains(option.longestName())
                    && !List.of(option.names()).contains(sweep.parameter().option());
            if (passed) {
                arguments.addAll(GivenOptions.arguments(option));
            }
        }
        return List.copyOf(arguments);
    }

    /** Runs what is not done yet; the command's exit code. */
    int run() {
        checkAll();
        boolean finished = sweep.range() == null ? each() : search();
        if (points.isEmpty()) {
            return worst;
        }
        out.print(SweepTable.render(points, sweep.bounded(), environment.look()));
        Optional<BigDecimal> best = sweep.range() == null || !finished ? Optional.empty() : best();
        write(best.orElse(null));
        out.println("Results: " + directory);
        out.flush();
        if (!finished) {
            return worst;
        }
        return sweep.range() != null && best.isEmpty() ? CommandTree.FAILED : worst;
    }

    /** Reads the plan of every run before the first is sent, so that none is found wrong after hours. */
    private void checkAll() {
        if (!foreign.isEmpty()) {
            throw new PlanException(foreign);
        }
        for (BigDecimal value : sweep.values()) {
            CommandLine profile = CommandTree.profileAlone(environment);
            ParseResult parsed = profile.parseArgs(arguments(value).toArray(String[]::new));
            ProfileCommand command = profile.getCommand();
            PlanReader.read(
                    command.options(),
                    ForeignOptions.problems(parsed),
                    environment.variables(),
                    options.target.mock ? "http://127.0.0.1:1" : null);
        }
    }

    private boolean each() {
        for (BigDecimal value : sweep.values()) {
            if (point(value) == null) {
                return false;
            }
        }
        return true;
    }

    private boolean search() {
        LoadSearch search = sweep.search();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            SweepPoint point = point(next.get());
            if (point == null) {
                return false;
            }
            search.told(next.get(), point.holds());
        }
        worst = 0;
        return true;
    }

    private Optional<BigDecimal> best() {
        Optional<BigDecimal> best =
                points.stream().filter(SweepPoint::holds).map(SweepPoint::value).max(BigDecimal::compareTo);
        String bounds = String.join(", ", sweep.boundTexts());
        out.println(best.map(value -> "Highest " + sweep.parameter().key() + " that holds " + bounds + ": "
                        + sweep.parameter().text(value)
                        + points.stream()
                                .filter(point -> !point.holds())
                                .map(SweepPoint::value)
                                .min(BigDecimal::compareTo)
                                .map(fails -> " (" + sweep.parameter().text(fails) + " does not)")
                                .orElse(" (nothing higher was tried)"))
                .orElse("No " + sweep.parameter().key() + " of the range holds " + bounds));
        return best;
    }

    /** Runs one point, or reads it where it is done; null when it gave no records to read. */
    private @Nullable SweepPoint point(BigDecimal value) {
        Path place = place(value);
        List<String> arguments = arguments(value);
        boolean done = isDone(place, arguments);
        if (!done) {
            FileTime before = written(place);
            int code = execute(place, arguments);
            worst = Math.max(worst, code);
            if (code == INTERRUPTED
                    || code == CommandTree.BAD_INPUT
                    || written(place).equals(before)) {
                return ended(value);
            }
        }
        try {
            RecordedRun run = RecordedRun.read(place);
            Summary summary = run.summary(Definitions.GENAI_PERF);
            SweepPoint point = new SweepPoint(
                    sweep.parameter().label(value),
                    value,
                    run.manifest().asked().inputConfig(),
                    summary,
                    sweep.holds(summary),
                    run.telemetry().gpu());
            points.add(point);
            say(point, done);
            return point;
        } catch (IOException e) {
            err.println("streamgauge: " + Printable.line(String.valueOf(e.getMessage())));
            worst = CommandTree.FAILED;
            return ended(value);
        }
    }

    /** Nothing can be said of this point, so nothing of those after it: what is wrong with it would be wrong with them. */
    private @Nullable SweepPoint ended(BigDecimal value) {
        err.println("streamgauge: the sweep ends at " + sweep.parameter().label(value)
                + ", which was not measured to its end; the same command goes on from there");
        err.flush();
        return null;
    }

    /** When the results in a place were written, for a run that was refused leaves an earlier one's where they are. */
    private static FileTime written(Path place) {
        try {
            return Files.getLastModifiedTime(place.resolve(RecordedRun.RECORDS_FILE_NAME));
        } catch (IOException none) {
            return FileTime.fromMillis(0);
        }
    }

    private int execute(Path place, List<String> arguments) {
        try {
            Files.deleteIfExists(place.resolve(DONE));
            StringWriter said = new StringWriter();
            List<String> line = new ArrayList<>(List.of("profile"));
            line.addAll(arguments);
            int code = CommandTree.run(new PrintWriter(said), err, environment, line.toArray(String[]::new));
            if (options.results.verbose) {
                out.print(said);
            } else if (code == CommandTree.FAILED) {
                err.print(said);
            }
            if (code == 0) {
                Files.writeString(place.resolve(DONE), "{\"exit_code\": 0}\n");
            }
            return code;
        } catch (IOException e) {
            throw UserError.failed(place + " cannot be written: " + e.getMessage());
        }
    }

    /** A point is done when its run ended well and was asked the same; with {@code --overwrite} none is. */
    private boolean isDone(Path place, List<String> arguments) {
        if (options.results.overwrite || !Files.exists(place.resolve(DONE))) {
            return false;
        }
        try {
            CommandLine profile = CommandTree.profileAlone(environment);
            ParseResult parsed = profile.parseArgs(arguments.toArray(String[]::new));
            ProfileCommand command = profile.getCommand();
            Shard shard = ShardReader.read(command.options().load.shard, environment.variables(), new Problems());
            Asked now = GivenOptions.asked(parsed, environment.variables(), shard, Map.of());
            return RecordedRun.read(place).manifest().asked().options().equals(now.options());
        } catch (IOException | PlanException e) {
            return false;
        }
    }

    private Path place(BigDecimal value) {
        return directory.resolve(sweep.parameter().label(value));
    }

    private List<String> arguments(BigDecimal value) {
        List<String> arguments = new ArrayList<>(common);
        arguments.add(0, "--artifact-dir=" + place(value));
        arguments.add(0, sweep.parameter().option() + "=" + sweep.parameter().text(value));
        return arguments;
    }

    private void say(SweepPoint point, boolean read) {
        Statistics ttft = point.summary().distribution(Metric.TIME_TO_FIRST_TOKEN);
        err.println(String.format(
                Locale.ROOT,
                "streamgauge: %s%s: %.2f tokens/s, %.2f tokens/s/user%s%s",
                point.name(),
                read ? " (done before)" : "",
                point.throughput(),
                point.throughputPerUser(),
                ttft == null ? "" : String.format(Locale.ROOT, ", TTFT p99 %.2f ms", ttft.p99()),
                !sweep.bounded() ? "" : point.holds() ? ", holds" : ", does not hold"));
        err.flush();
    }

    private void write(@Nullable BigDecimal best) {
        try {
            SweepFiles.write(directory, sweep.parameter().key(), sweep.boundTexts(), points, best);
        } catch (IOException e) {
            throw UserError.failed(directory + ": results cannot be written: " + e.getMessage());
        }
    }
}
