package io.streamgauge.cli;

import io.streamgauge.arrival.Shard;
import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Statistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.plan.BenchmarkPlan;
import io.streamgauge.plan.PlanException;
import io.streamgauge.report.Asked;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.SweepPoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The runs of {@code profile} that one command makes, each in a directory of its own. One that is done is not done again. */
final class SubRuns {
    private static final String DONE = "point.json";

    private final ProfileOptions options;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final List<String> foreign;
    private final List<String> common;
    private final Cooldown cooldown;

    /**
     * What became of a run.
     *
     * @param code its exit code; 0 where it was done before
     * @param run what it left; null where that is nothing to read
     * @param before whether it was done before
     */
    record Ended(int code, @Nullable RecordedRun run, boolean before) {}

    /**
     * @param command whose options, as they were parsed, every run shares
     * @param own which options of {@code profile} runs do not share
     * @param cooldown between two of them
     */
    SubRuns(
            ProfileOptions options,
            CommandLine command,
            Predicate<OptionSpec> own,
            Cooldown cooldown,
            Environment environment) {
        this.options = options;
        this.environment = environment;
        this.cooldown = cooldown;
        this.out = command.getOut();
        this.err = command.getErr();
        this.foreign = ForeignOptions.problems(command.getParseResult());
        this.common = common(command.getParseResult(), own);
    }

    private List<String> common(ParseResult given, Predicate<OptionSpec> own) {
        CommandLine profile = CommandTree.profileAlone(environment);
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : given.commandSpec().options()) {
            OptionSpec same = profile.getCommandSpec().findOption(option.longestName());
            boolean passed = given.matchedOptionsSet().contains(option)
                    && same != null
                    && !same.hidden()
                    && !option.longestName().equals("--artifact-dir")
                    && !own.test(option);
            if (passed) {
                arguments.addAll(GivenOptions.arguments(option));
            }
        }
        return List.copyOf(arguments);
    }

    /** What a run is asked: what it shares with the others, and this. */
    List<String> arguments(List<String> more) {
        List<String> arguments = new ArrayList<>(more);
        arguments.addAll(common);
        return arguments;
    }

    /**
     * Reads the plan of a run that is to come, so that it is not found wrong after hours.
     *
     * @param known what is wrong already, to be told with the rest
     * @throws PlanException with all that is wrong
     */
    BenchmarkPlan check(List<String> arguments, List<String> known) {
        CommandLine profile = CommandTree.profileAlone(environment);
        profile.parseArgs(arguments.toArray(String[]::new));
        ProfileCommand command = profile.getCommand();
        List<String> wrong = new ArrayList<>(known);
        wrong.addAll(foreign);
        return PlanReader.read(
                command.options(), wrong, environment.variables(), options.target.mock ? "http://127.0.0.1:1" : null);
    }

    /**
     * Makes a run, or reads it where it is done.
     *
     * @param pauseNanos to wait before it, if another was made before
     */
    Ended run(Path place, List<String> arguments, long pauseNanos) {
        List<String> placed = new ArrayList<>(arguments);
        placed.addFirst("--artifact-dir=" + place);
        boolean before = isDone(place, placed);
        int code = 0;
        if (!before) {
            if (!cooldown.await(pauseNanos)) {
                return new Ended(CommandTree.INTERRUPTED, null, false);
            }
            FileTime old = written(place);
            code = execute(place, placed);
            cooldown.begin();
            if (code == CommandTree.INTERRUPTED
                    || code == CommandTree.BAD_INPUT
                    || written(place).equals(old)) {
                return new Ended(code, null, false);
            }
        }
        try {
            return new Ended(code, RecordedRun.read(place), before);
        } catch (IOException e) {
            err.println("streamgauge: " + Printable.line(String.valueOf(e.getMessage())));
            return new Ended(CommandTree.FAILED, null, false);
        }
    }

    /** Says in a line how a run went. */
    void say(String name, Summary summary, boolean before, String more) {
        Statistics ttft = summary.distribution(Metric.TIME_TO_FIRST_TOKEN);
        err.println(String.format(
                Locale.ROOT,
                "streamgauge: %s%s: %.2f tokens/s, %.2f tokens/s/user%s%s",
                name,
                before ? " (done before)" : "",
                SweepPoint.throughput(summary),
                SweepPoint.throughputPerUser(summary),
                ttft == null ? "" : String.format(Locale.ROOT, ", TTFT p99 %.2f ms", ttft.p99()),
                more));
        err.flush();
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

    /** A run is done when it ended well and was asked the same; with {@code --overwrite} none is. */
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
}
