package io.streamgauge.cli;

import io.streamgauge.metrics.SummaryBound;
import io.streamgauge.search.SweepValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** AIPerf's recipes, as what they are here: lists, ranges and bounds of the sweep, and options that every run has besides. */
final class SweepRecipe {
    /** How an option that bounds each request begins. */
    static final String GOODPUT = "--goodput=";

    private static final int MOST_USERS = 1000;
    private static final String PER_REQUEST = "max-goodput-under-slo";
    private static final String NAMES =
            "max-concurrency-under-sla, max-throughput-ttft-sla, max-throughput-itl-sla, max-goodput-under-slo,"
                    + " pareto-sweep, concurrency-ramp, prefill-ttft-curve or decode-itl-curve";

    private final RecipeOptions recipe;
    private final SweepOptions sweep;
    private final PlannerOptions planner;
    private final ProfileOptions options;
    private final Problems problems;
    private final String name;
    private final List<String> more = new ArrayList<>();

    private SweepRecipe(
            RecipeOptions recipe,
            SweepOptions sweep,
            PlannerOptions planner,
            ProfileOptions options,
            Problems problems) {
        this.recipe = recipe;
        this.sweep = sweep;
        this.planner = planner;
        this.options = options;
        this.problems = problems;
        this.name = recipe.recipe == null ? "" : recipe.recipe.toLowerCase(Locale.ROOT);
    }

    /**
     * Adds what a recipe says to the sweep's options, noting what is wrong with it.
     *
     * @return options of {@code profile} that every run has besides
     */
    static List<String> addTo(
            SweepOptions sweep,
            PlannerOptions planner,
            RecipeOptions recipe,
            ProfileOptions options,
            Problems problems) {
        SweepRecipe reader = new SweepRecipe(recipe, sweep, planner, options, problems);
        reader.add();
        reader.steps();
        reader.bounds();
        return List.copyOf(reader.more);
    }

    private void add() {
        switch (name) {
            case "" -> {}
            case "max-throughput-ttft-sla" -> {
                needs("--ttft-sla-ms", recipe.ttft);
                searchForMost();
            }
            case "max-throughput-itl-sla" -> {
                needs("--itl-sla-ms", recipe.itl);
                searchForMost();
            }
            case "max-concurrency-under-sla" -> maxConcurrency();
            case PER_REQUEST -> {
                needs("--ttft-sla-ms", recipe.ttft);
                needs("--itl-sla-ms", recipe.itl);
                needs("--e2e-sla-ms", recipe.latency);
                searchForMost();
            }
            case "pareto-sweep" -> {
                needs("--isl-osl-pairs", recipe.pairs);
                if (sweep.lists.isEmpty() && sweep.ranges.isEmpty() && options.load.concurrency == null) {
                    sweep.lists.add("concurrency:1,4,16,64,256");
                }
            }
            case "concurrency-ramp" -> {
                recipe.concurrencySteps = or(recipe.concurrencySteps, 8);
                recipe.degradation = recipe.degradation == null ? Double.valueOf(0.2) : recipe.degradation;
            }
            case "prefill-ttft-curve" -> {
                recipe.islSteps = or(recipe.islSteps, 8);
                if (options.load.concurrency == null && !options.load.isRated()) {
                    more.add("--concurrency=1");
                }
            }
            case "decode-itl-curve" -> {
                recipe.concurrencySteps = or(recipe.concurrencySteps, 6);
                recipe.concurrencyMax = or(recipe.concurrencyMax, 200);
                recipe.oslSteps = or(recipe.oslSteps, 4);
            }
            default -> problems.add("--search-recipe '" + recipe.recipe + "': use " + NAMES);
        }
        problems.addIf(
                recipe.style != null && !name.equals("max-concurrency-under-sla"),
                "--search-style means nothing without --search-recipe max-concurrency-under-sla; give both or neither");
    }

    private static Integer or(@Nullable Integer given, int otherwise) {
        return given == null ? Integer.valueOf(otherwise) : given;
    }

    private void needs(String option, @Nullable Object given) {
        problems.addIf(given == null, "--search-recipe " + name + " needs " + option + "; give it too");
    }

    private void maxConcurrency() {
        problems.addIf(
                recipe.ttft == null
                        && recipe.itl == null
                        && recipe.latency == null
                        && recipe.errors == null
                        && sweep.slos.isEmpty()
                        && planner.tiers.isEmpty(),
                "--search-recipe " + name
                        + ": what must hold? give --ttft-sla-ms, --itl-sla-ms, --e2e-sla-ms, --error-rate-sla or --slo");
        switch (recipe.style == null ? "monotonic" : recipe.style.toLowerCase(Locale.ROOT)) {
            case "monotonic" -> search();
            case "bo" -> searchForMost();
            case "grid" -> recipe.concurrencySteps = or(recipe.concurrencySteps, 8);
            default ->
                problems.add(
                        "--search-style '" + recipe.style
                                + "': use monotonic for doubling and halving, bo for the most throughput that keeps the bounds, or grid for eight levels");
        }
    }

    private void searchForMost() {
        planner.planner = planner.planner == null ? "bayesian" : planner.planner;
        search();
    }

    private void search() {
        sweep.search = true;
        problems.addIf(
                !planner.spaces.isEmpty(),
                "--search-space and --search-recipe " + name + ": a recipe searches concurrency; give one of the two");
        if (sweep.ranges.isEmpty() && sweep.lists.stream().noneMatch(SweepRecipe::isOfLevels)) {
            sweep.ranges.add(or(recipe.concurrencyMin, 1) + ":" + or(recipe.concurrencyMax, MOST_USERS));
        }
        problems.addIf(
                recipe.concurrencySteps != null,
                "--concurrency-steps and --search-recipe " + name + ": a search finds its levels itself; leave it out");
        recipe.concurrencyMin = null;
        recipe.concurrencyMax = null;
        recipe.concurrencySteps = null;
    }

    private static boolean isOfLevels(String list) {
        int colon = list.indexOf(':');
        return colon < 0 || SweepParameter.find(list.substring(0, colon)) == SweepParameter.CONCURRENCY;
    }

    /** AIPerf's three options for a range of each thing. */
    private void steps() {
        steps(
                SweepParameter.CONCURRENCY,
                "concurrency",
                recipe.concurrencyMin,
                recipe.concurrencyMax,
                recipe.concurrencySteps,
                1,
                MOST_USERS,
                8);
        steps(
                SweepParameter.INPUT_SEQUENCE_LENGTH,
                "isl",
                recipe.islMin,
                recipe.islMax,
                recipe.islSteps,
                256,
                32768,
                8);
        steps(SweepParameter.OUTPUT_SEQUENCE_LENGTH, "osl", recipe.oslMin, recipe.oslMax, recipe.oslSteps, 64, 1024, 4);
    }

    private void steps(
            SweepParameter parameter,
            String prefix,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer steps,
            int usualMin,
            int usualMax,
            int usualSteps) {
        if (min == null && max == null && steps == null) {
            return;
        }
        try {
            String values = SweepValues.byRatio(or(min, usualMin), or(max, usualMax), or(steps, usualSteps)).stream()
                    .map(BigDecimal::toPlainString)
                    .collect(Collectors.joining(","));
            sweep.lists.add(parameter.key() + ":" + values);
        } catch (IllegalArgumentException e) {
            problems.add("--" + prefix + "-min, --" + prefix + "-max, --" + prefix + "-steps: " + e.getMessage());
        }
    }

    private void bounds() {
        if (name.equals(PER_REQUEST)) {
            problems.addIf(
                    !options.results.goodput.isEmpty(),
                    "--goodput and --search-recipe " + name + ": the recipe bounds each request; give one of the two");
            goodput("time_to_first_token", recipe.ttft);
            goodput("inter_token_latency", recipe.itl);
            goodput("request_latency", recipe.latency);
            recipe.attainment = recipe.attainment == null ? Double.valueOf(0.95) : recipe.attainment;
        } else {
            bound("time_to_first_token.p95", recipe.ttft);
            bound("inter_token_latency.p95", recipe.itl);
            bound("request_latency.p99", recipe.latency);
        }
        recipe.attainment = share("--slo-attainment-fraction", recipe.attainment);
        recipe.errors = share("--error-rate-sla", recipe.errors);
        problems.addIf(
                recipe.attainment != null && recipe.errors != null,
                "--slo-attainment-fraction and --error-rate-sla: both say how many must be good; give one of the two");
        if (recipe.attainment != null) {
            sweep.minGoodShare = 100 * recipe.attainment;
        } else if (recipe.errors != null) {
            sweep.minGoodShare = 100 * (1 - recipe.errors);
        }
    }

    /** What was given, noted and left out where it is no share. */
    private @Nullable Double share(String option, @Nullable Double given) {
        boolean wrong = given != null && !(given >= 0 && given <= 1);
        problems.addIf(wrong, option + " " + given + ": give a share from 0 to 1");
        return wrong ? null : given;
    }

    private void bound(String number, @Nullable Double millis) {
        if (millis != null) {
            sweep.slos.add(number + "<" + plain(millis));
        }
    }

    private void goodput(String metric, @Nullable Double millis) {
        if (millis != null) {
            more.add(GOODPUT + metric + ":" + plain(millis));
        }
    }

    private static String plain(double millis) {
        return BigDecimal.valueOf(millis).toPlainString();
    }

    /** What tells how much worse is too much; null where it was not asked. */
    static @Nullable Degradation degradation(RecipeOptions recipe, Problems problems) {
        Double share = recipe.degradation;
        problems.needs("--degradation-threshold", share != null, "--degradation-metric-tag", recipe.degradationMetric);
        problems.needs("--degradation-threshold", share != null, "--degradation-stat", recipe.degradationStatistic);
        if (share == null) {
            return null;
        }
        problems.addIf(!(share > 0), "--degradation-threshold " + share + ": give a share above 0, 0.2 for a fifth");
        String metric = recipe.degradationMetric == null ? "request_latency" : recipe.degradationMetric;
        String statistic = recipe.degradationStatistic == null ? "p99" : recipe.degradationStatistic;
        try {
            return new Degradation(SummaryBound.metric(metric, statistic), statistic, share);
        } catch (IllegalArgumentException e) {
            problems.add("--degradation-metric-tag, --degradation-stat: " + e.getMessage());
            return null;
        }
    }
}
