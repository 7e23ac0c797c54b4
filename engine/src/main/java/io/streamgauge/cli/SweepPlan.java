package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Slo;
import io.streamgauge.metrics.Summary;
import io.streamgauge.metrics.SummaryBound;
import io.streamgauge.plan.PlanException;
import io.streamgauge.search.LoadSearch;
import io.streamgauge.search.Range;
import io.streamgauge.search.SweepValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that was asked for.
 *
 * @param values to run with, in order; the ends of the range when it is searched
 * @param range to search; null when each value is run
 * @param bounds on numbers of a run
 * @param goodput bounds on each request
 * @param minGoodShare of requests that must succeed and keep {@code goodput}, 0 to 1
 * @param cooldownNanos between two runs
 */
record SweepPlan(
        SweepParameter parameter,
        List<BigDecimal> values,
        @Nullable Range range,
        List<SummaryBound> bounds,
        List<String> goodput,
        double minGoodShare,
        double tolerance,
        long cooldownNanos) {
    private static final BigDecimal RATE_UNIT = new BigDecimal("0.01");

    /** @throws PlanException with all that is wrong */
    static SweepPlan read(SweepOptions sweep, ProfileOptions options) {
        Problems problems = new Problems();
        SweepParameter parameter =
                problems.note(() -> SweepParameter.named(sweep.type)).orElse(SweepParameter.CONCURRENCY);
        problems.addIf(
                sweep.list != null && (sweep.range != null || sweep.step != null),
                "--sweep-list and --sweep-range: give the values or the range, not both");
        Optional<Range> range = problems.note(() -> range(sweep));
        List<BigDecimal> values =
                problems.note(() -> values(sweep, range.orElse(null))).orElse(List.of());
        if (parameter.isWhole()) {
            values.stream()
                    .filter(value -> value.stripTrailingZeros().scale() > 0)
                    .forEach(value -> problems.add("--sweep-type " + parameter.key() + ": " + value + " is not whole"));
        }
        List<SummaryBound> bounds = new ArrayList<>();
        for (String text : sweep.slos) {
            try {
                bounds.add(SummaryBound.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add("--slo: " + e.getMessage());
            }
        }
        problems.addIf(
                !(sweep.minGoodShare >= 0 && sweep.minGoodShare <= 100),
                "--min-good-share " + sweep.minGoodShare + ": give a percentage from 0 to 100");
        problems.addIf(
                !(sweep.tolerance >= 0 && sweep.tolerance < 100),
                "--search-tolerance " + sweep.tolerance + ": give a percentage from 0 to below 100");
        if (sweep.search) {
            problems.addIf(
                    !parameter.isLoad(), "--search: only concurrency and request_rate have a highest load to find");
            problems.addIf(
                    sweep.list != null, "--search and --sweep-list: a search goes through a --sweep-range MIN:MAX");
            problems.addIf(
                    bounds.isEmpty() && options.results.goodput.isEmpty(),
                    "--search: what must hold? give --slo or --goodput");
        }
        problems.addIf(
                parameter == SweepParameter.CONCURRENCY && options.load.concurrency != null,
                "--concurrency and --sweep-type concurrency: the sweep sets it; give --sweep-range or --sweep-list");
        problems.addIf(
                parameter == SweepParameter.REQUEST_RATE && options.load.requestRate != null,
                "--request-rate and --sweep-type request_rate: the sweep sets it; give --sweep-range or --sweep-list");
        problems.addIf(
                options.repeat.runs != null,
                "--num-profile-runs and analyze: each value is run once; repeat one of them by profile");
        problems.throwIfAny();
        return new SweepPlan(
                parameter,
                values,
                sweep.search ? range.orElseThrow() : null,
                bounds,
                List.copyOf(options.results.goodput),
                sweep.minGoodShare / 100,
                sweep.tolerance / 100,
                sweep.cooldownNanos);
    }

    /** A sweep over the levels of {@code --concurrency 1,2,4}. */
    static SweepPlan ofLevels(String levels) {
        try {
            List<BigDecimal> values = levels.contains(":") ? SweepValues.range(levels) : SweepValues.list(levels);
            return new SweepPlan(SweepParameter.CONCURRENCY, values, null, List.of(), List.of(), 0, 0, 0);
        } catch (IllegalArgumentException e) {
            throw new PlanException("--concurrency: " + e.getMessage());
        }
    }

    private static Range range(SweepOptions sweep) {
        String text = sweep.range == null ? "1:1024" : sweep.range;
        if (sweep.step != null) {
            if (text.chars().filter(c -> c == ':').count() > 1) {
                throw new PlanException("--sweep-step and --sweep-range " + text + ": the range has a step already");
            }
            text = text + ":" + sweep.step;
        }
        try {
            return Range.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlanException("--sweep-range: " + e.getMessage());
        }
    }

    private static List<BigDecimal> values(SweepOptions sweep, @Nullable Range range) {
        try {
            if (sweep.list != null) {
                return SweepValues.list(sweep.list);
            }
            if (range == null) {
                return List.of();
            }
            return sweep.search ? List.of(range.min(), range.max()) : SweepValues.range(range);
        } catch (IllegalArgumentException e) {
            throw new PlanException("--sweep-list, --sweep-range: " + e.getMessage());
        }
    }

    /** The search through the range; only when there is one. */
    LoadSearch search() {
        return new LoadSearch(
                Objects.requireNonNull(range), parameter.isWhole() ? BigDecimal.ONE : RATE_UNIT, tolerance);
    }

    /** Whether points are held to anything. */
    boolean bounded() {
        return !bounds.isEmpty() || !goodput.isEmpty();
    }

    /** What points are held to, one text each. */
    List<String> boundTexts() {
        List<String> texts =
                new ArrayList<>(bounds.stream().map(SummaryBound::toString).toList());
        goodput.stream().map(text -> "goodput " + Slo.parse(text)).forEach(texts::add);
        return texts;
    }

    /** Whether a run keeps every bound. */
    boolean holds(Summary summary) {
        Summary.Counts counts = summary.counts();
        if (counts.measured() == 0) {
            return false;
        }
        Double goodput = summary.total(Metric.REQUEST_GOODPUT);
        long good =
                goodput == null ? counts.kept() + counts.empty() : Math.round(goodput * summary.durationNanos() / 1e9);
        return good >= minGoodShare * counts.measured() && bounds.stream().allMatch(bound -> bound.holds(summary));
    }
}
