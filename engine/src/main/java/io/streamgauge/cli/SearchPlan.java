package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Dimension;
import io.streamgauge.search.LoadSearch;
import io.streamgauge.search.Outcome;
import io.streamgauge.search.PeakSearch;
import io.streamgauge.search.Search;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Searches that were asked for: one for each combination of what is varied but not searched.
 *
 * @param searched ranges that are gone through, in the order of the sweep's axes
 * @param others combinations of all else that is varied; one of nothing where nothing is
 * @param goal what is looked for; null for the highest load that keeps the bounds
 * @param effort of a search for a goal; of any, most tries
 * @param tolerance of a search for the highest load
 */
record SearchPlan(
        SequencedMap<SweepParameter, Dimension> searched,
        List<Combination> others,
        @Nullable Goal goal,
        PeakSearch.Effort effort,
        double tolerance) {
    /**
     * A number that is to be as high, or as low, as it can.
     *
     * @param statistic as JSON files name it
     * @param least whether it is to be low
     */
    record Goal(Metric metric, String statistic, boolean least) {
        /** What was measured; null where nothing was. */
        @Nullable
        Double number(SweepPoint point) {
            return point.number(metric, statistic);
        }

        String text() {
            return (least ? "Least " : "Most ") + key();
        }

        String key() {
            return metric.key() + "." + statistic;
        }
    }

    SearchPlan {
        searched = new LinkedHashMap<>(searched);
        others = List.copyOf(others);
    }

    Search begin() {
        return goal == null
                ? new LoadSearch(searched.firstEntry().getValue(), tolerance, effort.most())
                : new PeakSearch(List.copyOf(searched.values()), effort);
    }

    /** What a search is told of a point. */
    Outcome outcome(SweepPoint point, SweepBounds bounds) {
        if (goal == null) {
            return Outcome.ofBound(point.holds());
        }
        Double number = goal.number(point);
        return new Outcome(
                number == null ? Double.NaN : goal.least() ? -number : number,
                point.holds(),
                bounds.excess(point.runs()));
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
        if (goal == null) {
            Dimension load = searched.firstEntry().getValue();
            double steps = load.range().max().subtract(load.range().min()).doubleValue()
                    / load.unit().doubleValue();
            each = Math.min(each, 2 + 2 * Math.ceil(Math.log(1 + steps) / Math.log(2)));
        }
        return each * others.size();
    }
}
