package io.streamgauge.cli;

import io.streamgauge.report.Look;
import io.streamgauge.report.SearchFound;
import io.streamgauge.report.SearchFront;
import io.streamgauge.report.SearchGoal;
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
     * @param best the one that was looked for; null where none is, or where several are
     * @param front what was found of several goals; null where there is one
     * @param crossing where bounds are crossed by all that was measured; not a number where the search does not say so
     */
    private record Ended(
            Combination others,
            SearchTier tier,
            List<SweepPoint> tried,
            @Nullable SweepPoint best,
            @Nullable SearchFront front,
            double crossing) {
        boolean found() {
            return front == null ? best != null : !front.points().isEmpty();
        }
    }

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
            ended.add(ended(others, plan.tiers().get(i), search.searches().get(i), tried));
        }
        return true;
    }

    private Ended ended(Combination others, SearchTier tier, Search search, Map<List<BigDecimal>, SweepPoint> tried) {
        List<SweepPoint> all = List.copyOf(tried.values());
        SearchFront front = null;
        if (plan.seeksFront()) {
            List<SweepPoint> counting = all.stream()
                    .filter(point -> tier.bounds().hold(point.runs(), point.pooled()))
                    .filter(point -> plan.goals().stream().allMatch(goal -> goal.number(point) != null))
                    .toList();
            front = SearchFront.of(
                    plan.goals(),
                    counting,
                    search.front().stream()
                            .map(values -> Objects.requireNonNull(tried.get(values)))
                            .toList());
        }
        SweepPoint best = front != null ? null : search.best().map(tried::get).orElse(null);
        return new Ended(others, tier, all, best, front, search.crossing());
    }

    /** Whether each found what it looked for. */
    boolean found() {
        return ended.stream().allMatch(Ended::found);
    }

    /** A line for each, and below it the table of what was found where that is more than a point. */
    String text(Look look) {
        return ended.stream()
                .map(each -> (each.tier().name().isEmpty()
                                ? line(each)
                                : "Tier " + each.tier().name() + ": " + begunSmall(line(each)))
                        + "\n"
                        + (each.front() != null && each.found() ? each.front().render(look) : ""))
                .collect(Collectors.joining());
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
        String goals = plan.goals().stream().map(SearchGoal::key).collect(Collectors.joining(" and "));
        if (!each.found()) {
            return "No " + searched + " of the range" + (plan.searched().size() > 1 ? "s" : "")
                    + (held.isEmpty() ? " gave any " + goals : held.substring(" that".length()))
                    + with;
        }
        if (best == null) {
            String sought = plan.goals().stream()
                    .map(SearchGoal::text)
                    .map(SearchRun::begunSmall)
                    .collect(Collectors.joining(" and "));
            return "Front of the " + sought + held + with + ": "
                    + Objects.requireNonNull(each.front()).points().size() + " of "
                    + each.tried().size() + " tried that no other beats";
        }
        if (plan.kind().seeksBound()) {
            return "Highest " + searched + held + with + ": " + SweepParameter.text(value(best))
                    + beyond(each, value(best)) + told(best);
        }
        SearchGoal goal = plan.goals().getFirst();
        return goal.text() + held + with + ": "
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
        return plan.goals().stream()
                .filter(goal -> goal.number(best) != null)
                .map(goal ->
                        "; " + goal.key() + " " + SweepParameter.rounded(Objects.requireNonNull(goal.number(best))))
                .collect(Collectors.joining());
    }

    private BigDecimal value(SweepPoint point) {
        return Objects.requireNonNull(
                point.values().get(plan.searched().firstEntry().getKey().key()));
    }

    /** For files. */
    List<SearchFound> results() {
        SearchGoal goal = plan.kind().seeksBound() || plan.seeksFront()
                ? null
                : plan.goals().getFirst();
        return ended.stream()
                .map(each -> new SearchFound(
                        plan.kind().key(),
                        plan.hasTiers() ? each.tier().name() : null,
                        each.tier().bounds().texts(),
                        goal,
                        plan.searched().keySet().stream()
                                .map(SweepParameter::key)
                                .toList(),
                        each.tried().stream().map(SweepPoint::name).toList(),
                        each.best(),
                        each.crossing(),
                        each.front()))
                .toList();
    }
}
