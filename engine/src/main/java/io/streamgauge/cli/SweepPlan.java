package io.streamgauge.cli;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A sweep that was asked for.
 *
 * @param axes what is varied
 * @param zipped whether values go in step, in place of every combination
 * @param combinations to run, in order; those of the ends of ranges that are searched
 * @param search null when each combination is run
 * @param refinements values to try besides where the knee is
 * @param sample what stands for all combinations where something is wrong
 * @param rates a sweep of rates, which follow from what is measured; null where there is none
 * @param repeats null where each is run once
 * @param byTrial whether all are run before any is run again
 * @param variesSeed whether each combination has a seed of its own
 * @param cooldownNanos between runs of two combinations
 * @param degradation what tells how much worse is too much; null where it was not asked
 * @param more options that every run has besides
 */
record SweepPlan(
        List<SweepAxis> axes,
        boolean zipped,
        List<Combination> combinations,
        @Nullable SearchPlan search,
        int refinements,
        SweepBounds bounds,
        Combination sample,
        @Nullable RateSweep rates,
        @Nullable RepeatPlan repeats,
        boolean byTrial,
        boolean variesSeed,
        long cooldownNanos,
        @Nullable Degradation degradation,
        List<String> more) {
    /** What was asked, noting what is wrong with it: then it is no plan to be run. */
    static SweepPlan read(
            SweepOptions sweep,
            PlannerOptions planner,
            RecipeOptions recipe,
            ProfileOptions options,
            Problems problems) {
        List<String> more = SweepRecipe.addTo(sweep, planner, recipe, options, problems);
        SearchReader searches = new SearchReader(sweep, planner, recipe.recipe != null, problems);
        RateSweep rates = RateSweep.read(sweep, options.load, problems);
        SweepAxes reader = new SweepAxes(sweep, problems);
        List<SweepAxis> axes = rates == null ? reader.read(recipe.pairs) : List.of();
        SweepBounds bounds = SweepBounds.read(sweep, goodput(options.results.goodput, more), problems);
        problems.addIf(
                !(sweep.tolerance >= 0 && sweep.tolerance < 100),
                "--search-tolerance " + sweep.tolerance + ": give a percentage from 0 to below 100");
        Function<List<SweepAxis>, List<Combination>> together =
                reader.zips() ? Combination::zip : recipe.pairs == null ? Combination::grid : Combination::paired;
        SearchPlan search = rates == null ? searches.read(reader, axes, bounds, together) : null;
        reader.varied().forEach(parameter -> checkGiven(parameter, options, problems));
        RepeatPlan repeats = RepeatPlan.read(options, problems);
        List<SweepAxis> counted = recipe.pairs == null ? axes : Combination.ofPairsOnce(axes);
        int refinements = refinements(sweep, axes, problems);
        int trials = repeats == null ? 1 : repeats.runs();
        if (search == null) {
            checkCount(counted, rates, reader.zips(), refinements, trials, sweep, problems);
        } else {
            checkCount(search, trials, sweep.maxRuns, problems);
        }
        List<Combination> combinations =
                rates != null || !problems.found().isEmpty() ? List.of() : together.apply(axes);
        checkTwice(search == null ? combinations : search.others(), problems);
        return new SweepPlan(
                axes,
                reader.zips(),
                combinations,
                search,
                refinements,
                bounds,
                rates == null ? reader.sample() : rates.together(),
                rates,
                repeats,
                order(options.repeat.order, repeats, problems) && rates == null,
                sweep.variesSeed,
                sweep.cooldownNanos,
                SweepRecipe.degradation(recipe, problems),
                more);
    }

    /** Bounds on each request: those that were given, and a recipe's. */
    private static List<String> goodput(List<String> given, List<String> more) {
        return Stream.concat(
                        given.stream(),
                        more.stream()
                                .filter(argument -> argument.startsWith(SweepRecipe.GOODPUT))
                                .map(argument -> argument.substring(SweepRecipe.GOODPUT.length())))
                .toList();
    }

    private static boolean order(@Nullable String given, @Nullable RepeatPlan repeats, Problems problems) {
        problems.needs("--num-profile-runs above 1", repeats != null, "--parameter-sweep-mode", given);
        String order = given == null ? "repeated" : given.toLowerCase(Locale.ROOT);
        problems.addIf(
                !order.equals("repeated") && !order.equals("independent"),
                "--parameter-sweep-mode '" + given + "': use repeated or independent");
        return order.equals("repeated");
    }

    private static int refinements(SweepOptions sweep, List<SweepAxis> axes, Problems problems) {
        Integer asked = sweep.kneeRefinements;
        boolean alongALoad = axes.size() == 1 && axes.getFirst().parameter().isLoad();
        problems.addIf(asked != null && asked < 0, "--refine-knee " + asked + ": give 0 or more");
        problems.addIf(
                asked != null && (!alongALoad || sweep.search),
                "--refine-knee: a knee is looked for along concurrency, request_rate or prefill_concurrency alone, in"
                        + " neither a search nor a --rate-sweep; leave it out");
        return asked == null ? 0 : Math.max(0, asked);
    }

    /** @param further points besides those of the axes */
    private static void checkCount(
            List<SweepAxis> axes,
            @Nullable RateSweep rates,
            boolean zipped,
            int further,
            int trials,
            SweepOptions sweep,
            Problems problems) {
        int most = problems.positive("--max-sweep-runs", sweep.maxRuns, 1);
        double points = rates != null
                ? rates.rates() + 2.0
                : axes.stream()
                                .mapToDouble(axis -> axis.values().size())
                                .reduce(1, (one, other) -> zipped ? Math.max(one, other) : one * other)
                        + further;
        problems.addIf(
                points * trials > most,
                String.format(
                        Locale.ROOT,
                        "--max-sweep-runs %d: there would be %.0f runs of %s%s; give fewer values, or a higher bound",
                        most,
                        points * trials,
                        rates != null
                                ? rates.rates() + " rates and what they lie between"
                                : axes.stream()
                                        .map(axis -> axis.values().size() + " values of "
                                                + axis.parameter().key())
                                        .collect(Collectors.joining(" and ")),
                        trials == 1 ? "" : ", each " + trials + " times"));
    }

    /** Two of the same would be one run, counted twice. */
    private static void checkTwice(List<Combination> combinations, Problems problems) {
        Set<String> seen = new HashSet<>();
        combinations.stream()
                .map(Combination::text)
                .filter(text -> !seen.add(text))
                .distinct()
                .forEach(text -> problems.add("a sweep with " + text
                        + " twice: give each value once, and --num-profile-runs to run it again"));
    }

    private static void checkCount(SearchPlan search, int trials, int most, Problems problems) {
        double runs = search.mostTries() * trials;
        problems.addIf(
                runs > most,
                String.format(
                        Locale.ROOT,
                        "--max-sweep-runs %d: there could be %.0f runs, of a search for each of %d combinations%s; give"
                                + " fewer values, --search-max-iterations, or a higher bound",
                        most,
                        runs,
                        search.others().size(),
                        trials == 1 ? "" : ", each point " + trials + " times"));
    }

    /** A load that the sweep sets may not be given besides: nobody could tell which of the two was meant. */
    private static void checkGiven(SweepParameter parameter, ProfileOptions options, Problems problems) {
        boolean given = switch (parameter) {
            case CONCURRENCY -> options.load.concurrency != null || options.load.maxConcurrency != null;
            case REQUEST_RATE -> options.load.requestRate != null;
            case PREFILL_CONCURRENCY -> options.load.prefillConcurrency != null;
            case INPUT_SEQUENCE_LENGTH, OUTPUT_SEQUENCE_LENGTH, BATCH_SIZE, NUM_DATASET_ENTRIES -> false;
        };
        problems.addIf(
                given,
                (options.load.maxConcurrency != null && parameter == SweepParameter.CONCURRENCY
                                ? SweepParameter.BOUND_OF_A_RATE
                                : parameter.option(false))
                        + " and --sweep-type " + parameter.key()
                        + ": the sweep sets it; give --sweep-range or --sweep-list");
    }

    /** Whether the sweep sets an option, by one of its names. */
    boolean setsAny(List<String> names) {
        return rates != null
                ? RateSweep.setsAny(names)
                : sample.values().keySet().stream()
                        .flatMap(parameter -> parameter.options().stream())
                        .anyMatch(names::contains);
    }

    /** What values that are found along the only axis are multiples of. */
    BigDecimal unit() {
        SweepAxis axis = axes.getFirst();
        return SearchSpaces.unit(
                axis.parameter().isWhole(),
                axis.values().stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    /** What is varied, as files name it; first what charts are drawn along. */
    List<String> keys() {
        return rates != null
                ? List.of(SweepParameter.REQUEST_RATE.key())
                : axes.stream().map(axis -> axis.parameter().key()).toList();
    }

    /** Whether there is one line of points along a load, on which a knee can be looked for. */
    boolean goesAlongALoad() {
        return rates != null || (axes.size() == 1 && axes.getFirst().parameter().isLoad());
    }

    /** What will be run, in a line. */
    String text() {
        int trials = repeats == null ? 1 : repeats.runs();
        if (rates != null) {
            return rates.text() + (trials == 1 ? "" : ", each " + trials + " times");
        }
        int runs = combinations.size() * trials;
        return (runs == 1 ? "1 run" : runs + " runs") + ": " + (trials == 1 ? "" : trials + " times ")
                + (axes.size() < 2 ? "" : zipped ? "in step " : "every combination of ")
                + axes.stream().map(SweepAxis::text).collect(Collectors.joining(zipped ? " with " : " and "));
    }
}
