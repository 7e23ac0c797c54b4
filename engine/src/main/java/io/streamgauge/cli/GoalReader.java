package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.SummaryBound;
import io.streamgauge.report.SearchGoal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a search looks for the most or the least of: metrics, and for all or each of them a statistic and a direction. */
final class GoalReader {
    static final String METRIC = "--search-metric";
    private static final String STATISTIC = "--search-stat";
    private static final String DIRECTION = "--search-direction";
    /** What AIPerf calls the requests per second that are good. */
    private static final String GOODPUT = "goodput";
    /** More make a front of nearly all that is tried. */
    private static final int MOST = 4;

    private final PlannerOptions options;
    private final SweepBounds bounds;
    private final Problems problems;

    private GoalReader(PlannerOptions options, SweepBounds bounds, Problems problems) {
        this.options = options;
        this.bounds = bounds;
        this.problems = problems;
    }

    /** In their order; one at least, unless something is wrong, which is noted. */
    static List<SearchGoal> read(PlannerOptions options, SweepBounds bounds, Problems problems) {
        return new GoalReader(options, bounds, problems).read();
    }

    private List<SearchGoal> read() {
        String usual = bounds.goodput().isEmpty() ? Metric.OUTPUT_TOKEN_THROUGHPUT.key() : Metric.REQUEST_GOODPUT.key();
        List<String> metrics = options.metrics.isEmpty() ? List.of(usual) : options.metrics;
        problems.addIf(
                metrics.size() > MOST,
                METRIC + " " + metrics.size() + " times: give at most " + MOST + ", and bound the others by --slo");
        List<String> statistics = forEach(STATISTIC, options.statistics, metrics.size());
        List<String> directions = forEach(DIRECTION, options.directions, metrics.size());
        directions.stream()
                .distinct()
                .filter(direction -> !isLeast(direction) && !direction.strip().equalsIgnoreCase("maximize"))
                .forEach(direction -> problems.add(DIRECTION + " '" + direction + "': use maximize or minimize"));
        List<SearchGoal> goals = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            SearchGoal goal = goal(metrics.get(i).strip(), at(statistics, i), at(directions, i));
            if (goal != null) {
                problems.addIf(!seen.add(goal.key()), METRIC + " " + goal.key() + " twice: give each objective once");
                goals.add(goal);
            }
        }
        return goals;
    }

    /** As many as there are metrics; none where none were given, or where it is not clear which is whose. */
    private List<String> forEach(String option, List<String> given, int metrics) {
        if (given.size() == 1) {
            return Stream.generate(given::getFirst).limit(metrics).toList();
        }
        boolean clear = given.isEmpty() || given.size() == metrics;
        problems.addIf(
                !clear,
                option + " " + given.size() + " times, and " + metrics + (metrics == 1 ? " metric" : " metrics")
                        + " by " + METRIC + ": give it once for all, or once for each in their order");
        return clear ? given : List.of();
    }

    private static @Nullable String at(List<String> each, int i) {
        return each.isEmpty() ? null : each.get(i);
    }

    /** @param named a metric, or as bounds have it a metric and its statistic with a dot between */
    private @Nullable SearchGoal goal(String named, @Nullable String statistic, @Nullable String direction) {
        int dot = named.indexOf('.');
        problems.addIf(
                dot >= 0 && statistic != null,
                METRIC + " " + named + " and " + STATISTIC + " " + statistic
                        + ": both say which number; give one of the two");
        String key = dot < 0 ? named : named.substring(0, dot);
        String which = dot >= 0 ? named.substring(dot + 1) : statistic == null ? "avg" : statistic.strip();
        try {
            Metric metric = SummaryBound.metric(key.equals(GOODPUT) ? Metric.REQUEST_GOODPUT.key() : key, which);
            problems.addIf(
                    metric == Metric.REQUEST_GOODPUT && bounds.goodput().isEmpty(),
                    METRIC + " " + key + ": which requests are good? give --goodput");
            return new SearchGoal(metric, which, least(metric, direction));
        } catch (IllegalArgumentException e) {
            boolean known = Metric.ofKey(key).isPresent();
            List<String> keys = Arrays.stream(Metric.values()).map(Metric::key).toList();
            problems.add(METRIC + ", " + STATISTIC + ": " + e.getMessage() + (known ? "" : Nearest.hint(key, keys)));
            return null;
        }
    }

    private static boolean least(Metric metric, @Nullable String direction) {
        return direction != null
                ? isLeast(direction)
                : metric.unit() == Metric.Unit.MILLISECONDS || metric.unit() == Metric.Unit.MILLISECONDS_PER_IMAGE;
    }

    private static boolean isLeast(String direction) {
        return direction.strip().equalsIgnoreCase("minimize");
    }
}
