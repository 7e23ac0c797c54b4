package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.search.LoadSearch;
import io.streamgauge.search.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that was asked for.
 *
 * @param axes what is varied
 * @param zipped whether values go in step, in place of every combination
 * @param combinations to run, in order; the ends of the range when it is searched
 * @param range to search; null when each combination is run
 * @param cooldownNanos between two runs
 */
record SweepPlan(
        List<SweepAxis> axes,
        boolean zipped,
        List<Combination> combinations,
        @Nullable Range range,
        SweepBounds bounds,
        double tolerance,
        long cooldownNanos) {
    private static final BigDecimal RATE_UNIT = new BigDecimal("0.01");

    /** @throws PlanException with all that is wrong */
    static SweepPlan read(SweepOptions sweep, ProfileOptions options) {
        Problems problems = new Problems();
        SweepAxes reader = new SweepAxes(sweep, problems);
        List<SweepAxis> axes = reader.read();
        SweepBounds bounds = SweepBounds.read(sweep, options.results.goodput, problems);
        problems.addIf(
                !(sweep.tolerance >= 0 && sweep.tolerance < 100),
                "--search-tolerance " + sweep.tolerance + ": give a percentage from 0 to below 100");
        Range range = sweep.search ? searched(reader, axes, bounds, problems) : null;
        reader.varied().forEach(parameter -> checkGiven(parameter, options, problems));
        problems.addIf(
                options.repeat.runs != null,
                "--num-profile-runs and analyze: each value is run once; repeat one of them by profile");
        int most = problems.positive("--max-sweep-runs", sweep.maxRuns, 1);
        problems.throwIfAny();
        long runs = reader.zips()
                ? axes.getFirst().values().size()
                : axes.stream().mapToLong(axis -> axis.values().size()).reduce(1, Math::multiplyExact);
        if (runs > most) {
            throw new PlanException("--max-sweep-runs " + most + ": there would be " + runs + " runs of "
                    + axes.stream()
                            .map(axis -> axis.values().size() + " values of "
                                    + axis.parameter().key())
                            .collect(Collectors.joining(" and "))
                    + "; give fewer values, or a higher bound");
        }
        return new SweepPlan(
                axes,
                reader.zips(),
                reader.zips() ? Combination.zip(axes) : Combination.grid(axes),
                range,
                bounds,
                sweep.tolerance / 100,
                sweep.cooldownNanos);
    }

    private static @Nullable Range searched(
            SweepAxes reader, List<SweepAxis> axes, SweepBounds bounds, Problems problems) {
        problems.addIf(
                axes.size() > 1, "--search and several things to vary: a search goes through one range; give one");
        boolean single = axes.size() == 1;
        problems.addIf(
                single && !axes.getFirst().parameter().isLoad(),
                "--search: only concurrency, request_rate and prefill_concurrency have a highest load to find");
        problems.addIf(
                single && reader.range() == null,
                "--search and --sweep-list: a search goes through a --sweep-range MIN:MAX");
        problems.addIf(!bounds.areThere(), "--search: what must hold? give --slo or --goodput");
        return reader.range();
    }

    /** A load that the sweep sets may not be given besides: nobody could tell which of the two was meant. */
    private static void checkGiven(SweepParameter parameter, ProfileOptions options, Problems problems) {
        boolean given = switch (parameter) {
            case CONCURRENCY -> options.load.concurrency != null;
            case REQUEST_RATE -> options.load.requestRate != null;
            case PREFILL_CONCURRENCY -> options.load.prefillConcurrency != null;
            case INPUT_SEQUENCE_LENGTH, OUTPUT_SEQUENCE_LENGTH, BATCH_SIZE, NUM_DATASET_ENTRIES -> false;
        };
        problems.addIf(
                given,
                parameter.option(false) + " and --sweep-type " + parameter.key()
                        + ": the sweep sets it; give --sweep-range or --sweep-list");
    }

    /** The search through the range; only when there is one. */
    LoadSearch search() {
        return new LoadSearch(
                Objects.requireNonNull(range),
                axes.getFirst().parameter().isWhole() ? BigDecimal.ONE : RATE_UNIT,
                tolerance);
    }

    /** What will be run, in a line. */
    String text() {
        int runs = combinations.size();
        return (runs == 1 ? "1 run" : runs + " runs") + ": "
                + (axes.size() < 2 ? "" : zipped ? "in step " : "every combination of ")
                + axes.stream().map(SweepAxis::text).collect(Collectors.joining(zipped ? " with " : " and "));
    }
}
