package io.streamgauge.cli;

import io.streamgauge.metrics.Metric;
import io.streamgauge.metrics.Summary;
import io.streamgauge.report.SweepPoint;
import io.streamgauge.search.SweepValues;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A sweep from one request in flight to as many as there may be, and then at rates between what these two gave: guidellm's sweep, and
 * inference-perf's from idle to saturation.
 *
 * @param rates how many
 * @param byRatio whether each is as many times the one before, in place of even steps
 * @param most in flight at once, above 1
 */
record RateSweep(int rates, boolean byRatio, int most) {
    private static final Set<String> OF_RATES =
            Set.of("--max-concurrency", "--request-distribution", "--burstiness", "--request-rate-ramp");
    private static final Set<String> OF_LEVELS = Set.of("--concurrency-ramp");
    private static final Set<String> SET = Set.of("--concurrency", "--request-rate");

    static @Nullable RateSweep read(SweepOptions sweep, LoadOptions load, Problems problems) {
        String spacing = sweep.spacing == null ? "linear" : sweep.spacing.toLowerCase(Locale.ROOT);
        problems.needs("--rate-sweep", sweep.rates != null, "--rate-sweep-spacing", sweep.spacing);
        problems.addIf(
                !spacing.equals("linear") && !spacing.equals("geometric"),
                "--rate-sweep-spacing '" + sweep.spacing + "': use linear or geometric");
        if (sweep.rates == null) {
            return null;
        }
        Integer most = load.maxConcurrency != null ? load.maxConcurrency : load.requestCount;
        problems.addIf(
                most == null,
                "--rate-sweep: how many requests may be in flight at most? give --max-concurrency or --request-count");
        problems.addIf(
                most != null && most < 2,
                "--rate-sweep: there is nothing between one request in flight and " + most
                        + "; give a higher --max-concurrency or --request-count");
        problems.addIf(
                !sweep.lists.isEmpty() || !sweep.ranges.isEmpty() || sweep.step != null || sweep.type != null,
                "--rate-sweep and --sweep-type, --sweep-list or --sweep-range: the rates follow from what is measured;"
                        + " give one of the two");
        problems.addIf(sweep.search, "--rate-sweep and --search: a search finds its loads itself; give one of the two");
        problems.addIf(
                load.isRated() || load.concurrency != null,
                "--rate-sweep and --request-rate, --concurrency or a schedule: the sweep sets the load; leave them out");
        return new RateSweep(
                problems.positive("--rate-sweep", sweep.rates, 1),
                spacing.equals("geometric"),
                Math.max(2, most == null ? 2 : most));
    }

    /** Whether runs share no option of these names, since not all of them know it. */
    static boolean setsAny(List<String> names) {
        return Stream.of(OF_RATES, OF_LEVELS, SET).flatMap(Set::stream).anyMatch(names::contains);
    }

    /** What else a run is given: of the options that not all runs know, those that it does. */
    static List<String> more(Combination combination, ParseResult given) {
        Set<String> known = combination.values().containsKey(SweepParameter.REQUEST_RATE) ? OF_RATES : OF_LEVELS;
        List<String> arguments = new ArrayList<>();
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (Stream.of(option.names()).anyMatch(known::contains)) {
                arguments.addAll(GivenOptions.arguments(option));
            }
        }
        return arguments;
    }

    /** The rate that runs of a closed loop reached, on average. */
    static BigDecimal reached(List<Summary> runs) {
        double rate = runs.stream()
                .map(run -> run.number(Metric.REQUEST_THROUGHPUT, "avg"))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return new BigDecimal(rate).round(new MathContext(4));
    }

    Combination alone() {
        return Combination.of(SweepParameter.CONCURRENCY, BigDecimal.ONE);
    }

    Combination together() {
        return Combination.of(SweepParameter.CONCURRENCY, BigDecimal.valueOf(most));
    }

    /** A rate that stands for those that are not known yet. */
    Combination anyRate() {
        return Combination.of(SweepParameter.REQUEST_RATE, BigDecimal.ONE);
    }

    /** The rates between what two points gave; none where a point gave nothing. */
    List<Combination> between(SweepPoint alone, SweepPoint together) {
        double from = alone.value().doubleValue();
        double to = together.value().doubleValue();
        if (!(from > 0) || !(to > 0)) {
            return List.of();
        }
        return SweepValues.between(from, to, rates, byRatio).stream()
                .map(rate -> Combination.of(SweepParameter.REQUEST_RATE, rate))
                .toList();
    }

    String text() {
        return (rates + 2) + " points: concurrency 1, concurrency " + most + ", and " + rates
                + " request rates from what the one gives to what the other does";
    }
}
