package io.streamgauge.cli;

import io.streamgauge.report.SearchFound;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Search;
import io.streamgauge.search.SharedSearch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the searches of a sweep, and tells what each found. */
final class SearchRun {
    /**
     * What came of a search.
     *
     * @param crossing where bounds are crossed by all that was measured; not a number where the search does not say so
     */
    private record Ended(
            Combination others,
            SearchTier tier,
            List<SweepPoint> tried,
            @Nullable SweepPoint best,
            double crossing) {}

    private final SweepPlan sweep;
    private final SearchPlan plan;
    private final List<Ended> ended = new ArrayList<>();

    SearchRun(SweepPlan sweep, SearchPlan plan) {
        this.sweep = sweep;
        this.plan = plan;
    }

    /** Runs all of them; whether they came to their ends. */
    boolean run(SweepPoints points) {
        return plan.others().stream().allMatch(others -> run(points, others));
    }

    private boolean run(SweepPoints points, Combination others) {
        SharedSearch search = plan.begin();
        Map<List<BigDecimal>, SweepPoint> tried = new LinkedHashMap<>();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            SweepPoint point = points.run(plan.combination(sweep.axes(), others, next.get()));
            if (point == null) {
                return false;
            }
            tried.put(next.get(), point);
            search.told(next.get(), plan.outcomes(point));
        }
        for (int i = 0; i < plan.tiers().size(); i++) {
            Search each = search.searches().get(i);
            ended.add(new Ended(
                    others,
                    plan.tiers().get(i),
                    List.copyOf(tried.values()),
                    each.best().map(tried::get).orElse(null),
                    each.crossing()));
        }
        return true;
    }

    /** Whether each found what it looked for. */
    boolean found() {
        return ended.stream().allMatch(each -> each.best() != null);
    }

    /** A line for each. */
    List<String> lines() {
        return ended.stream()
                .map(each -> each.tier().name().isEmpty()
                        ? line(each)
                        : "Tier " + each.tier().name() + ": " + begunSmall(line(each)))
                .toList();
    }

    private static String begunSmall(String line) {
        return line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
    }

    private String line(Ended each) {
        String searched =
                plan.searched().keySet().stream().map(SweepParameter::key).collect(Collectors.joining(", "));
        SweepBounds bounds = each.tier().bounds();
        String held = bounds.areThere() ? " that holds " + String.join(", ", bounds.texts()) : "";
        String with = each.others().values().isEmpty()
                ? ""
                : ", with " + each.others().text();
        SweepPoint best = each.best();
        SearchPlan.Goal goal = plan.goal();
        if (best == null) {
            return "No " + searched + " of the range" + (plan.searched().size() > 1 ? "s" : "")
                    + (held.isEmpty()
                            ? " gave any " + Objects.requireNonNull(goal).key()
                            : held.substring(" that".length()))
                    + with;
        }
        if (plan.kind().seeksBound()) {
            return "Highest " + searched + held + with + ": " + SweepParameter.text(value(best))
                    + beyond(each, value(best)) + told(best);
        }
        return Objects.requireNonNull(goal).text() + held + with + ": "
                + SweepParameter.rounded(Objects.requireNonNull(goal.number(best)))
                + " at "
                + plan.searched().keySet().stream()
                        .map(parameter -> parameter.key() + " "
                                + SweepParameter.text(
                                        Objects.requireNonNull(best.values().get(parameter.key()))))
                        .collect(Collectors.joining(", "))
                + " (of " + each.tried().size() + " tried)";
    }

    private String beyond(Ended each, BigDecimal best) {
        String curve = Double.isNaN(each.crossing())
                ? ""
                : "; by the curve through all " + each.tried().size() + ", bounds are crossed at "
                        + SweepParameter.rounded(each.crossing());
        return " ("
                + each.tried().stream()
                        .filter(point -> !each.tier().bounds().hold(point.runs(), point.pooled()))
                        .map(this::value)
                        .filter(value -> value.compareTo(best) > 0)
                        .min(Comparator.naturalOrder())
                        .map(fails -> SweepParameter.text(fails) + " does not")
                        .orElse("nothing higher was tried")
                + curve + ")";
    }

    /** The number that was asked for beside the load. */
    private String told(SweepPoint best) {
        SearchPlan.Goal goal = plan.goal();
        Double number = goal == null ? null : goal.number(best);
        return number == null ? "" : "; " + Objects.requireNonNull(goal).key() + " " + SweepParameter.rounded(number);
    }

    private BigDecimal value(SweepPoint point) {
        return Objects.requireNonNull(
                point.values().get(plan.searched().firstEntry().getKey().key()));
    }

    /** For files. */
    List<SearchFound> results() {
        SearchPlan.Goal goal = plan.kind().seeksBound() ? null : plan.goal();
        return ended.stream()
                .map(each -> new SearchFound(
                        plan.kind().key(),
                        plan.hasTiers() ? each.tier().name() : null,
                        each.tier().bounds().texts(),
                        goal == null ? null : goal.key(),
                        goal != null && goal.least(),
                        plan.searched().keySet().stream()
                                .map(SweepParameter::key)
                                .toList(),
                        each.tried().stream().map(SweepPoint::name).toList(),
                        each.best(),
                        each.crossing()))
                .toList();
    }
}
