package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.report.SweepFiles;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.report.SweepTable;
import io.streamgauge.search.Knee;
import io.streamgauge.search.KneeRefinement;
import io.streamgauge.search.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs a sweep: one {@code profile} after the other, each in a directory of its own, and all of them in one table. */
final class SweepRun {
    private final SweepPlan sweep;
    private final ProfileOptions options;
    private final Environment environment;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Trials trials;
    private final Path directory;
    private final SweepPoints points;
    private final ParseResult given;

    /** @param command whose options, as they were parsed, every run shares */
    SweepRun(SweepPlan sweep, ProfileOptions options, CommandLine command, Environment environment) {
        this.sweep = sweep;
        this.options = options;
        this.environment = environment;
        this.out = command.getOut();
        this.err = command.getErr();
        this.given = command.getParseResult();
        this.trials = new Trials(
                sweep.repeats(),
                options,
                command,
                option -> sweep.setsAny(List.of(option.names())),
                sweep.variesSeed(),
                environment);
        this.directory = options.results.artifactDir != null
                ? options.results.artifactDir
                : Path.of("artifacts", subject() + "-openai-" + options.target.endpointType + "-analyze");
        this.points = new SweepPoints(sweep, trials, directory, this::asked, err);
    }

    private String subject() {
        List<String> models = options.target.models;
        String first = models.isEmpty() ? "mock" : models.getFirst().replaceAll("[/\\\\:\\s]", "_");
        return models.size() > 1 ? first + "_multi" : first;
    }

    /**
     * Runs what is not done yet; the command's exit code.
     *
     * @param known what is wrong already, to be told with the rest
     */
    int run(List<String> known) {
        if (!known.isEmpty()) {
            trials.check(asked(sweep.sample()), known);
        }
        // Read before the first is sent, so that none is found wrong after hours.
        toCheck().forEach(combination -> trials.check(asked(combination), List.of()));
        if (sweep.search() == null) {
            err.println("streamgauge: " + sweep.text());
            err.flush();
        }
        SearchRun search = sweep.search() == null ? null : new SearchRun(sweep, sweep.search());
        boolean finished = sweep.rates() != null
                ? rates(sweep.rates())
                : search == null ? points.runAll() && refined() : search.run(points);
        return report(finished, search);
    }

    private List<String> asked(Combination combination) {
        List<String> arguments =
                new ArrayList<>(combination.arguments(sweep.rates() == null && options.load.isRated()));
        if (sweep.rates() != null) {
            arguments.addAll(RateSweep.more(combination, given));
        }
        arguments.addAll(sweep.more());
        return arguments;
    }

    /** Tries what lies around the knee; whether all that was to be run was. */
    private boolean refined() {
        for (int i = 0; i < sweep.refinements(); i++) {
            List<SweepPoint> all = points.all();
            Optional<BigDecimal> next = Knees.of(sweep, all)
                    .flatMap(knee -> KneeRefinement.next(
                            all.stream().map(SweepPoint::value).toList(), knee.at(), sweep.unit()));
            if (next.isEmpty()) {
                break;
            }
            if (points.run(Combination.of(sweep.axes().getFirst().parameter(), next.get())) == null) {
                return false;
            }
        }
        return true;
    }

    private List<Combination> toCheck() {
        RateSweep rates = sweep.rates();
        return rates == null ? sweep.combinations() : List.of(rates.alone(), rates.together(), rates.anyRate());
    }

    private boolean rates(RateSweep rates) {
        SweepPoint alone = points.run(rates.alone());
        SweepPoint together = alone == null ? null : points.run(rates.together());
        if (alone == null || together == null) {
            return false;
        }
        List<Combination> between = rates.between(alone, together);
        if (between.isEmpty()) {
            err.println("streamgauge: there are no rates to go on with: no request of the first two points succeeded");
            err.flush();
        }
        return between.stream().allMatch(combination -> points.run(combination) != null);
    }

    private int report(boolean finished, @Nullable SearchRun search) {
        List<SweepPoint> all = inOrder(points.all());
        // What does not hold in a search is no failure.
        int worst = finished && search != null ? 0 : points.worst();
        if (all.isEmpty()) {
            return worst;
        }
        out.print(SweepTable.render(all, sweep.bounds().areThere(), environment.look()));
        if (search != null) {
            out.print(search.text(environment.look()));
        }
        if (sweep.degradation() != null) {
            out.println(sweep.degradation().of(all, sweep.keys().getFirst()));
        }
        slope(all);
        Optional<Knee> knee = knee(all);
        write(all, new SweepFiles.Found(search == null ? List.of() : search.results(), knee.orElse(null)));
        out.println("Results: " + directory);
        out.flush();
        return finished && search != null && !search.found() ? CommandTree.FAILED : worst;
    }

    /** By their values, where they were chosen one by one from anywhere. */
    private List<SweepPoint> inOrder(List<SweepPoint> all) {
        boolean asTried = sweep.search() == null
                ? sweep.refinements() == 0
                : sweep.search().isToldAsTried();
        if (asTried) {
            return all;
        }
        Comparator<SweepPoint> order = sweep.keys().stream()
                .map(key -> Comparator.comparing((SweepPoint point) ->
                        Objects.requireNonNull(point.values().get(key))))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
        return all.stream().sorted(order).toList();
    }

    private Optional<Knee> knee(List<SweepPoint> all) {
        Optional<Knee> knee = Knees.of(sweep, all);
        knee.ifPresent(at -> out.println(String.format(
                Locale.ROOT,
                "Knee: output tokens/s rise up to %s %s and hardly beyond; %s is the first that is not below",
                sweep.keys().getFirst(),
                SweepParameter.rounded(at.at()),
                SweepParameter.rounded(at.saturated()))));
        return knee;
    }

    /** Of a sweep over the length of the input alone, how the wait for the first token grows with it. */
    private void slope(List<SweepPoint> all) {
        List<SweepPoint> told = all.stream()
                .filter(point -> point.number(Metric.TIME_TO_FIRST_TOKEN, "avg") != null)
                .toList();
        if (!sweep.keys().equals(List.of(SweepParameter.INPUT_SEQUENCE_LENGTH.key())) || told.size() < 3) {
            return;
        }
        Line line = Line.through(
                told.stream().mapToDouble(point -> point.value().doubleValue()).toArray(),
                told.stream()
                        .mapToDouble(point -> Objects.requireNonNull(point.number(Metric.TIME_TO_FIRST_TOKEN, "avg")))
                        .toArray());
        out.println(String.format(
                Locale.ROOT,
                "TTFT avg: %s ms and %s ms more for each 1000 tokens of input (a straight line explains %.0f%%)",
                SweepParameter.rounded(line.start()),
                SweepParameter.rounded(1000 * line.slope()),
                100 * line.explained()));
    }

    private void write(List<SweepPoint> all, SweepFiles.Found found) {
        try {
            SweepFiles.write(
                    directory, sweep.keys(), sweep.zipped(), sweep.bounds().texts(), all, found);
        } catch (IOException e) {
            throw UserError.failed(directory + ": results cannot be written: " + e.getMessage());
        }
    }
}
