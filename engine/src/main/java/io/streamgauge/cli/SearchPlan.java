package io.streamgauge.cli;

import io.streamgauge.report.SearchGoal;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Dimension;
import io.streamgauge.search.Outcome;
import io.streamgauge.search.PeakSearch;
import io.streamgauge.search.SharedSearch;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Searches that were asked for: one for each combination of what is varied but not searched.
 *
 * @param searched ranges that are gone through, in the order of the sweep's axes
 * @param others combinations of all else that is varied; one of nothing where nothing is
 * @param goals the numbers that are to be as high or low as they can; of a search for a bound, the one that is told of the load found,
 *     if any is
 * @param tiers what must hold; for each there is a search, and they share what is tried
 * @param effort of a search for a goal; of any, most tries
 * @param tolerance of a search for the highest load
 */
record SearchPlan(
        SequencedMap<SweepParameter, Dimension> searched,
        List<Combination> others,
        SearchKind kind,
        List<SearchGoal> goals,
        List<SearchTier> tiers,
        PeakSearch.Effort effort,
        double tolerance) {
    SearchPlan {
        searched = new LinkedHashMap<>(searched);
        others = List.copyOf(others);
        goals = List.copyOf(goals);
        tiers = List.copyOf(tiers);
    }

    /** Whether there is more than one number to look for, and so more than one point that may be found. */
    boolean seeksFront() {
        return goals.size() > 1;
    }

    /** Whether there are several sets of bounds, which have names. */
    boolean hasTiers() {
        return tiers.size() > 1;
    }

    /** Whether points are told in the order in which they were tried, which shows how one way was gone; else by their values. */
    boolean isToldAsTried() {
        return kind == SearchKind.MONOTONIC && !hasTiers();
    }

    /** A search for each tier. */
    SharedSearch begin() {
        List<Dimension> dimensions = List.copyOf(searched.values());
        return new SharedSearch(tiers.stream()
                .map(tier -> kind.begin(dimensions, effort, tolerance))
                .toList());
    }

    /** What the searches are told of a point, each of its tier. */
    List<Outcome> outcomes(SweepPoint point) {
        List<Double> told = goals.isEmpty()
                ? List.of(Double.NaN)
                : goals.stream().map(goal -> goal.worth(point)).toList();
        return tiers.stream()
                .map(tier -> new Outcome(
                        told,
                        tier.bounds().hold(point.runs(), point.pooled()),
                        tier.bounds().excess(point.runs(), point.pooled())))
                .toList();
    }

    /**
     * What is run for values of a search.
     *
     * @param axes all that is varied, in the order of its names
     * @param values of what is searched, in its order
     */
    Combination combination(List<SweepAxis> axes, Combination others, List<BigDecimal> values) {
        SequencedMap<SweepParameter, BigDecimal> all = new LinkedHashMap<>();
        for (SweepAxis axis : axes) {
            int place = List.copyOf(searched.keySet()).indexOf(axis.parameter());
            all.put(
                    axis.parameter(),
                    place >= 0 ? values.get(place) : others.values().get(axis.parameter()));
        }
        return new Combination(all);
    }

    /** Tries of all searches at most, of those for the highest load about as many as there can be. */
    double mostTries() {
        double each = effort.most();
        if (kind.seeksBound()) {
            Dimension load = searched.firstEntry().getValue();
            double steps = load.range().max().subtract(load.range().min()).doubleValue()
                    / load.unit().doubleValue();
            double halvings = Math.ceil(Math.log(1 + steps) / Math.log(2));
            each = Math.min(each, 2 + (kind == SearchKind.MONOTONIC ? 2 : 3) * halvings * tiers.size());
        }
        return each * others.size();
    }
}
