package io.streamgauge.cli;

import io.streamgauge.metrics.PooledStatistics;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.RecordedRun;
import io.streamgauge.report.RepeatedFiles;
import io.streamgauge.report.RepeatedRuns;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Convergence;
import io.streamgauge.telemetry.GpuTelemetry;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The points of a sweep as they come to be: runs their trials, in the order that was asked for, and holds what each gave. */
final class SweepPoints {
    /** What is known of a combination. */
    private static final class Measured {
        private final int order;
        private final List<Convergence.Run> runs = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final List<Path> places = new ArrayList<>();
        private @Nullable PooledStatistics pooled;
        private int pooledOf;
        private Map<String, @Nullable Object> inputConfig = Map.of();
        private @Nullable GpuTelemetry gpu;
        private boolean enough;

        /** @param order from 0, in which points are first run */
        Measured(int order) {
            this.order = order;
        }
    }

    private final SweepPlan sweep;
    private final Trials trials;
    private final Path directory;
    private final Function<Combination, List<String>> asked;
    private final PrintWriter err;
    private final SequencedMap<Combination, Measured> measured = new LinkedHashMap<>();
    private @Nullable Combination last;
    private int worst;

    /** @param asked what a combination is as options of {@code profile} */
    SweepPoints(
            SweepPlan sweep,
            Trials trials,
            Path directory,
            Function<Combination, List<String>> asked,
            PrintWriter err) {
        this.sweep = sweep;
        this.trials = trials;
        this.directory = directory;
        this.asked = asked;
        this.err = err;
    }

    /** Runs every combination as often as it is to be run; whether all were. */
    boolean runAll() {
        List<Combination> all = sweep.combinations();
        if (!sweep.byTrial()) {
            return all.stream().allMatch(combination -> run(combination) != null);
        }
        for (int trial = 0; trial < trials.count(); trial++) {
            for (Combination combination : all) {
                if (!once(combination, trial)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Runs a combination as often as it is to be run; null where that could not be. */
    @Nullable
    SweepPoint run(Combination combination) {
        for (int trial = 0; trial < trials.count(); trial++) {
            if (!once(combination, trial)) {
                return null;
            }
        }
        return point(combination);
    }

    /** The points that were measured. */
    List<SweepPoint> all() {
        return measured.keySet().stream()
                .filter(combination -> !at(combination).runs.isEmpty())
                .map(this::point)
                .toList();
    }

    /** The worst exit code of a run. */
    int worst() {
        return worst;
    }

    private Measured at(Combination combination) {
        return measured.computeIfAbsent(combination, none -> new Measured(measured.size()));
    }

    /** Runs a trial, unless those before are enough; whether the sweep can go on. */
    private boolean once(Combination combination, int trial) {
        Measured point = at(combination);
        if (point.enough) {
            return true;
        }
        String label = String.format(Locale.ROOT, "trial_%04d", trial + 1);
        SubRuns.Ended ended = trials.run(
                place(combination, label),
                trial,
                shift(trial, point.order),
                asked.apply(combination),
                pause(combination));
        last = combination;
        worst = Math.max(worst, ended.code());
        RecordedRun run = ended.run();
        if (run == null) {
            return ended(combination);
        }
        try {
            point.runs.add(trials.ended(run));
            point.labels.add(label);
            point.places.add(place(combination, label));
            point.inputConfig = run.manifest().asked().inputConfig();
            point.gpu = run.telemetry().gpu();
            point.enough = trials.areEnough(point.runs);
            say(combination, ended.before());
            if (point.enough && point.runs.size() > 1) {
                RepeatedFiles.writeInto(aggregate(combination), repeated(point));
            }
            return true;
        } catch (IOException e) {
            err.println("streamgauge: " + Printable.line(String.valueOf(e.getMessage())));
            worst = CommandTree.FAILED;
            return ended(combination);
        }
    }

    /** Where AIPerf has them. */
    private Path place(Combination combination, String label) {
        if (trials.count() == 1) {
            return directory.resolve(combination.label());
        }
        return sweep.byTrial()
                ? directory.resolve(RepeatRun.RUNS).resolve(label).resolve(combination.label())
                : directory.resolve(combination.label()).resolve(RepeatRun.RUNS).resolve(label);
    }

    private Path aggregate(Combination combination) {
        return sweep.byTrial()
                ? directory.resolve(RepeatedFiles.DIRECTORY).resolve(combination.label())
                : directory.resolve(combination.label()).resolve(RepeatedFiles.DIRECTORY);
    }

    /** Where both are to differ, a point's trials follow each other: how many points there will be need not be known. */
    private long shift(int trial, int order) {
        RepeatPlan repeats = sweep.repeats();
        boolean ofTrials = repeats != null && repeats.variesSeed();
        long ofPoint = !sweep.variesSeed() ? 0 : ofTrials ? (long) order * trials.count() : order;
        return ofPoint + (ofTrials ? trial : 0);
    }

    private long pause(Combination combination) {
        RepeatPlan repeats = sweep.repeats();
        return repeats != null && combination.equals(last) ? repeats.cooldownNanos() : sweep.cooldownNanos();
    }

    private void say(Combination combination, boolean before) {
        Measured point = at(combination);
        Summary summary = point.runs.getLast().summary();
        String which = trials.count() == 1 ? "" : " (" + point.runs.size() + " of " + trials.count() + ")";
        String held = held(List.of(summary), null);
        boolean early = point.enough && point.runs.size() < trials.count();
        trials.say(combination.label() + which, summary, before, held + (early ? ", converged" : ""));
    }

    private String held(List<Summary> runs, @Nullable PooledStatistics pooled) {
        List<String> tiers = tiers(runs, pooled);
        if (tiers != null) {
            return ", holds " + (tiers.isEmpty() ? "no tier" : String.join(", ", tiers));
        }
        return !sweep.bounds().areThere() ? "" : sweep.bounds().hold(runs, pooled) ? ", holds" : ", does not hold";
    }

    /** Names of the tiers that runs keep; null where there are none. */
    private @Nullable List<String> tiers(List<Summary> runs, @Nullable PooledStatistics pooled) {
        SearchPlan search = sweep.search();
        return search == null || !search.hasTiers()
                ? null
                : search.tiers().stream()
                        .filter(tier -> tier.bounds().hold(runs, pooled))
                        .map(SearchTier::name)
                        .toList();
    }

    /** Nothing can be said of this point, so nothing of those after it: what is wrong with it would be wrong with them. */
    private boolean ended(Combination combination) {
        err.println("streamgauge: the sweep ends at " + combination.label()
                + ", which was not measured to its end; the same command goes on from there");
        err.flush();
        return false;
    }

    private RepeatedRuns repeated(Measured point) {
        RepeatPlan repeats = sweep.repeats();
        return new RepeatedRuns(
                point.labels,
                point.runs.stream().map(Convergence.Run::summary).toList(),
                pooled(point),
                Map.of(),
                repeats == null ? RepeatPlan.CONFIDENCE : repeats.confidence(),
                trials.count(),
                repeats == null ? 0 : repeats.cooldownNanos());
    }

    /** Read again from the files, and once for as many runs as there are: records of all points are too many to be held. */
    private @Nullable PooledStatistics pooled(Measured point) {
        if (point.pooledOf != point.runs.size()) {
            point.pooled = trials.pooled(point.places);
            point.pooledOf = point.runs.size();
        }
        return point.pooled;
    }

    private SweepPoint point(Combination combination) {
        Measured point = at(combination);
        List<Summary> runs = point.runs.stream().map(Convergence.Run::summary).toList();
        SequencedMap<String, BigDecimal> values = new LinkedHashMap<>();
        combination.values().forEach((parameter, value) -> values.put(parameter.key(), value));
        if (sweep.rates() != null) {
            // A point of a closed loop stands where its requests came.
            String rate = SweepParameter.REQUEST_RATE.key();
            values.keySet().retainAll(Set.of(rate));
            values.computeIfAbsent(rate, none -> RateSweep.reached(runs));
        }
        return new SweepPoint(
                combination.label(),
                values,
                point.inputConfig,
                runs,
                pooled(point),
                runs.size() > 1 ? repeated(point) : null,
                sweep.bounds().hold(runs, pooled(point)),
                tiers(runs, pooled(point)),
                point.gpu);
    }
}
