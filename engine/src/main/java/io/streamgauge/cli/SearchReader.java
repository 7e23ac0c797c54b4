package io.streamgauge.cli;

import io.streamgauge.report.SearchGoal;
import io.streamgauge.search.Dimension;
import io.streamgauge.search.PeakSearch;
import io.streamgauge.search.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what is searched for from the options of a sweep, noting what is wrong. */
final class SearchReader {
    /** Options that a search for a bound has no use for. */
    private static final List<String> OF_A_PEAK =
            List.of("--search-initial-points", "--search-random-seed", "--search-min-gain");

    private static final int USUAL_MOST = 30;
    private static final int USUAL_INITIAL = 5;
    private static final double USUAL_GAIN = 0.1;
    /** Each try takes part in what follows from all of them. */
    private static final int MOST_TRIES = 200;

    private final SweepOptions sweep;
    private final PlannerOptions options;
    private final Problems problems;
    private final SearchSpaces spaces;
    private final boolean recipe;
    private final SearchKind kind;
    private final PeakSearch.End end;

    /**
     * Adds what {@code --search-space} says to the sweep's options.
     *
     * @param recipe whether one says what must hold
     */
    SearchReader(SweepOptions sweep, PlannerOptions options, boolean recipe, Problems problems) {
        this.sweep = sweep;
        this.options = options;
        this.recipe = recipe;
        this.problems = problems;
        this.spaces = SearchSpaces.addTo(sweep, options.spaces, problems);
        PlannerReader planner = new PlannerReader(sweep, options, problems);
        this.kind = planner.kind();
        this.end = planner.end(kind);
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("--search-planner", options.planner);
        given.put(GoalReader.METRIC, orNull(options.metrics));
        given.put("--search-stat", orNull(options.statistics));
        given.put("--search-direction", orNull(options.directions));
        given.put("--search-max-iterations", options.most);
        given.put("--search-initial-points", options.initial);
        given.put("--search-random-seed", options.seed);
        given.put("--search-min-gain", options.gain);
        given.put("--search-sla-tier", orNull(options.tiers));
        given.forEach((name, value) -> problems.needs("--search or --search-space", sweep.search, name, value));
        boolean measured = !sweep.search || !kind.seeksBound() || !options.metrics.isEmpty();
        problems.needs(GoalReader.METRIC, measured, "--search-stat", orNull(options.statistics));
        problems.needs(GoalReader.METRIC, measured, "--search-direction", orNull(options.directions));
        problems.addIf(
                sweep.search && kind.seeksBound() && options.areSeveral(),
                GoalReader.METRIC + " " + options.metrics.size() + " times and --search-planner " + kind.key()
                        + ": it finds the one load that keeps the bounds; give one metric, or --search-planner bayesian"
                        + " for all points that no other beats");
        given.keySet().retainAll(OF_A_PEAK);
        given.forEach((name, value) ->
                problems.needs("--search-planner bayesian or tpe", !kind.seeksBound() || !sweep.search, name, value));
        problems.addIf(
                options.gain != null && kind == SearchKind.TPE && end == PeakSearch.End.NONE,
                "--search-min-gain and --search-planner tpe: it expects no gain; give "
                        + (options.areSeveral() ? "bayesian" : "--optuna-terminator regret too, or bayesian"));
        problems.addIf(
                !options.tiers.isEmpty() && !kind.seeksBound(),
                "--search-sla-tier and --search-planner " + kind.key()
                        + ": the highest load is found for each tier; leave the planner out, or give smooth_isotonic");
    }

    private static @Nullable List<String> orNull(List<String> given) {
        return given.isEmpty() ? null : given;
    }

    /**
     * The plan; null where something is wrong, or nothing is searched.
     *
     * @param together how combinations of what is not searched are made of their axes
     */
    @Nullable
    SearchPlan read(
            SweepAxes axes,
            List<SweepAxis> all,
            SweepBounds bounds,
            Function<List<SweepAxis>, List<Combination>> together) {
        if (!sweep.search) {
            return null;
        }
        problems.addIf(
                axes.zips(),
                "--search and --sweep-type zip: what is not searched is varied in every combination; leave zip out");
        problems.addIf(
                kind.seeksBound() && !recipe && options.tiers.isEmpty() && !bounds.areThere(),
                "--search: what must hold? give --slo or --goodput, or --search-planner bayesian for the most of a"
                        + " metric");
        SequencedMap<SweepParameter, Dimension> searched = searched(axes, all);
        List<SearchGoal> goals =
                kind.seeksBound() && options.metrics.isEmpty() ? List.of() : GoalReader.read(options, bounds, problems);
        List<SearchTier> tiers = SearchTier.read(options.tiers, bounds, problems);
        PeakSearch.Effort effort = effort();
        if (searched.isEmpty() || !problems.found().isEmpty()) {
            return null;
        }
        List<SweepAxis> others = all.stream()
                .filter(axis -> !searched.containsKey(axis.parameter()))
                .toList();
        return new SearchPlan(searched, together.apply(others), kind, goals, tiers, effort, tolerance());
    }

    private SequencedMap<SweepParameter, Dimension> searched(SweepAxes axes, List<SweepAxis> all) {
        SequencedMap<SweepParameter, Dimension> searched = new LinkedHashMap<>();
        for (SweepAxis axis : all) {
            Range range = axes.range(axis.parameter());
            if (range != null) {
                searched.put(axis.parameter(), new Dimension(range, spaces.unit(axis.parameter(), range.min())));
            }
        }
        problems.addIf(
                searched.isEmpty() && !all.isEmpty() && sweep.ranges.isEmpty(),
                "--search and --sweep-list: a search goes through a --sweep-range MIN:MAX; give one of what is searched");
        problems.addIf(
                kind.seeksBound() && searched.size() > 1,
                "--search and several ranges: a search for a bound goes through one range; give lists of the rest, or"
                        + " --search-planner bayesian");
        problems.addIf(
                kind.seeksBound() && searched.keySet().stream().anyMatch(parameter -> !parameter.isLoad()),
                "--search: only concurrency, request_rate and prefill_concurrency have a highest load to find;"
                        + " --search-planner bayesian finds the most of a metric over anything");
        return searched;
    }

    private PeakSearch.Effort effort() {
        int usual = kind.seeksBound() ? Integer.MAX_VALUE : USUAL_MOST;
        int most = problems.positive("--search-max-iterations", options.most, usual);
        problems.addIf(
                !kind.seeksBound() && most > MOST_TRIES,
                "--search-max-iterations " + most + ": give at most " + MOST_TRIES + "; a finer grid is --sweep-range");
        int initial = problems.positive("--search-initial-points", options.initial, Math.min(USUAL_INITIAL, most));
        problems.addIf(
                initial > most,
                "--search-initial-points " + initial + ": there are " + most
                        + " points in all by --search-max-iterations; give no more than that");
        double gain = options.gain == null ? USUAL_GAIN : options.gain;
        problems.addIf(!(gain >= 0), "--search-min-gain " + gain + ": give 0 or more");
        return new PeakSearch.Effort(
                most, Math.min(initial, most), Math.max(0, gain / 100), options.seed == null ? 0 : options.seed, end);
    }

    private double tolerance() {
        return Math.clamp(sweep.tolerance / 100, 0, 0.99);
    }
}
