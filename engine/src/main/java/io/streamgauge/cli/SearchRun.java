package io.streamgauge.cli;

import io.streamgauge.report.SearchFound;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.Search;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the searches of a sweep, and tells what each found. */
final class SearchRun {
    /** What was tried in a search. */
    private record Ended(
            Combination others,
            List<SweepPoint> tried,
            @Nullable SweepPoint best) {}

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
        Search search = plan.begin();
        Map<List<BigDecimal>, SweepPoint> tried = new LinkedHashMap<>();
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            SweepPoint point = points.run(plan.combination(sweep.axes(), others, next.get()));
            if (point == null) {
                return false;
            }
            tried.put(next.get(), point);
            search.told(next.get(), plan.outcome(point, sweep.bounds()));
        }
        ended.add(new Ended(
                others,
                List.copyOf(tried.values()),
                search.best().map(tried::get).orElse(null)));
        return true;
    }

    /** Whether each found what it looked for. */
    boolean found() {
        return ended.stream().allMatch(each -> each.best() != null);
    }

    /** A line for each. */
    List<String> lines() {
        return ended.stream().map(this::line).toList();
    }

    private String line(Ended each) {
        String searched =
                plan.searched().keySet().stream().map(SweepParameter::key).collect(Collectors.joining(", "));
        String held = sweep.bounds().areThere()
                ? " that holds " + String.join(", ", sweep.bounds().texts())
                : "";
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
        if (goal == null) {
            return "Highest " + searched + held + with + ": " + valueOf(best) + beyond(each);
        }
        return goal.text() + held + with + ": " + SweepParameter.rounded(Objects.requireNonNull(goal.number(best)))
                + " at "
                + plan.searched().keySet().stream()
                        .map(parameter -> parameter.key() + " "
                                + SweepParameter.text(
                                        Objects.requireNonNull(best.values().get(parameter.key()))))
                        .collect(Collectors.joining(", "))
                + " (of " + each.tried().size() + " tried)";
    }

    private String beyond(Ended each) {
        return each.tried().stream()
                .filter(point -> !point.holds())
                .map(this::value)
                .min(Comparator.naturalOrder())
                .map(fails -> " (" + SweepParameter.text(fails) + " does not)")
                .orElse(" (nothing higher was tried)");
    }

    private BigDecimal value(SweepPoint point) {
        return Objects.requireNonNull(
                point.values().get(plan.searched().firstEntry().getKey().key()));
    }

    private String valueOf(SweepPoint point) {
        return SweepParameter.text(value(point));
    }

    /** For files. */
    List<SearchFound> results() {
        return ended.stream()
                .map(each -> new SearchFound(
                        plan.goal() == null ? null : plan.goal().key(),
                        plan.goal() != null && plan.goal().least(),
                        plan.searched().keySet().stream()
                                .map(SweepParameter::key)
                                .toList(),
                        each.tried().stream().map(SweepPoint::name).toList(),
                        each.best()))
                .toList();
    }
}
