package io.streamgauge.cli;

import io.streamgauge.search.PeakSearch;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how a search goes: {@code --search-planner}, and what AIPerf says of Optuna's ways, as ours. */
final class PlannerReader {
    private static final String OPTUNA = "optuna";
    private static final String SAMPLER = "--optuna-sampler";
    private static final String ACQUISITION = "--optuna-acquisition";
    private static final String TERMINATOR = "--optuna-terminator";

    /** All of them look for the most expected gain, which a logarithm of it is highest with, too. */
    private static final List<String> OF_ONE_OBJECTIVE = List.of("logei", "qlogei", "qnei", "qlognei");

    /** All of them look for what is expected to add most to the front's hypervolume, where what was measured errs. */
    private static final List<String> OF_SEVERAL_OBJECTIVES = List.of("qehvi", "qnehvi", "qlognehvi");

    private final SweepOptions sweep;
    private final PlannerOptions options;
    private final Problems problems;

    PlannerReader(SweepOptions sweep, PlannerOptions options, Problems problems) {
        this.sweep = sweep;
        this.options = options;
        this.problems = problems;
    }

    /** How it goes, noting what is wrong. */
    SearchKind kind() {
        String planner = options.planner == null ? "" : options.planner.strip().toLowerCase(Locale.ROOT);
        boolean optuna = planner.equals(OPTUNA);
        SearchKind sampler = sampler();
        problems.needs("--search-planner optuna", optuna, SAMPLER, options.sampler);
        SearchKind kind = optuna ? sampler : named(options.planner);
        acquisition(kind);
        return kind;
    }

    private SearchKind named(@Nullable String planner) {
        if (planner == null) {
            return options.spaces.isEmpty() || !options.tiers.isEmpty() ? SearchKind.MONOTONIC : SearchKind.BAYESIAN;
        }
        return SearchKind.named(planner).orElseGet(() -> {
            problems.add("--search-planner '" + planner + "': use one of " + SearchKind.keys() + ", " + OPTUNA);
            // What it is for decides what else is asked of it.
            return sweep.slos.isEmpty() ? SearchKind.BAYESIAN : SearchKind.MONOTONIC;
        });
    }

    private SearchKind sampler() {
        return switch (options.sampler == null ? "gp" : options.sampler.toLowerCase(Locale.ROOT)) {
            case "gp", "botorch" -> SearchKind.BAYESIAN;
            case "tpe" -> SearchKind.TPE;
            default -> {
                problems.add(SAMPLER + " '" + options.sampler
                        + "': use gp (or botorch), a Gaussian process, or tpe, a Parzen estimator");
                yield SearchKind.BAYESIAN;
            }
        };
    }

    private void acquisition(SearchKind kind) {
        String given = options.acquisition;
        if (given == null) {
            return;
        }
        String name = given.toLowerCase(Locale.ROOT);
        List<String> mine = options.areSeveral() ? OF_SEVERAL_OBJECTIVES : OF_ONE_OBJECTIVE;
        List<String> others = options.areSeveral() ? OF_ONE_OBJECTIVE : OF_SEVERAL_OBJECTIVES;
        String use = String.join(", ", mine);
        if (others.contains(name)) {
            problems.add(ACQUISITION + " " + given
                    + (options.areSeveral()
                            ? ": it is for one objective, and there are " + options.metrics.size() + "; use one of "
                            : ": it is for several objectives, and there is one; give " + GoalReader.METRIC
                                    + " for each, or use one of ")
                    + use);
            return;
        }
        problems.addIf(!mine.contains(name), ACQUISITION + " '" + given + "': use one of " + use);
        problems.needs(
                "--search-planner bayesian, or optuna with its gp",
                kind == SearchKind.BAYESIAN && sweep.search,
                ACQUISITION,
                given);
    }

    /** What ends a search of a kind before its most tries, noting what is wrong. */
    PeakSearch.End end(SearchKind kind) {
        String given = options.terminator;
        if (given == null) {
            return PeakSearch.End.NONE;
        }
        problems.needs("--search-planner bayesian or optuna", !kind.seeksBound() && sweep.search, TERMINATOR, given);
        String name = given.toLowerCase(Locale.ROOT);
        problems.addIf(
                name.equals("regret") && options.areSeveral(),
                TERMINATOR + " regret and " + GoalReader.METRIC + " " + options.metrics.size()
                        + " times: regret is of one objective; leave it out, --search-min-gain ends bayesian with several");
        return switch (name) {
            case "none" -> PeakSearch.End.NONE;
            case "regret" -> PeakSearch.End.REGRET;
            default -> {
                problems.add(TERMINATOR + " '" + given + "': use regret, or none");
                yield PeakSearch.End.NONE;
            }
        };
    }
}
