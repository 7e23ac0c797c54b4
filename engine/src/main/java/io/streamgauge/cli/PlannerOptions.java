package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a search looks for, and how, by AIPerf's names. */
@Command(optionListHeading = "%nWhat a search looks for%n")
final class PlannerOptions {
    @Option(
            names = "--search-planner",
            paramLabel = "KIND",
            description =
                    "monotonic: the highest load that keeps every bound, by doubling and halving; smooth_isotonic: the same by a rising curve through how far all runs kept or exceeded the bounds, with fewer runs, each of which may err; bayesian: the values of the ranges with the most --search-metric, of those that keep every bound, each next one where most is expected to be gained; tpe: the same where the best ones lie closer than the rest, a tree-structured Parzen estimator; optuna: what --optuna-sampler says. Default: bayesian with --search-space, else monotonic.")
    @Nullable
    String planner;

    @Option(
            names = "--search-space",
            paramLabel = "NAME:MIN,MAX[:KIND]",
            description =
                    "The same as --search --sweep-range NAME:MIN:MAX, as AIPerf has it; KIND int takes whole values only, real any. Repeat for more.")
    List<String> spaces = new ArrayList<>();

    @Option(
            names = "--search-metric",
            paramLabel = "METRIC[.STAT]",
            description =
                    "Of which metric most is looked for, by its key in the summary. Given twice to four times: all points that no other beats, which is as good in each of them and better in one. Of a search for a bound, what is told of the load that was found. Default: request_goodput with --goodput, else output_token_throughput; none of a bound.")
    List<String> metrics = new ArrayList<>();

    @Option(
            names = "--search-stat",
            paramLabel = "STAT",
            description = "Which of its numbers; of several metrics once for all, or once for each. Default: avg.")
    List<String> statistics = new ArrayList<>();

    @Option(
            names = "--search-direction",
            paramLabel = "WHICH",
            description =
                    "maximize, or minimize to look for the least; of several metrics once for all, or once for each. Default: minimize of latencies, else maximize.")
    List<String> directions = new ArrayList<>();

    @Option(
            names = "--search-sla-tier",
            paramLabel = "[NAME:]BOUND,…",
            description =
                    "Bounds of one tier, as --slo has them; give two to ten. One search along a load finds the highest for each, every run counting for all; every --slo and --goodput is of each tier.")
    List<String> tiers = new ArrayList<>();

    @Option(
            names = "--search-max-iterations",
            paramLabel = "N",
            description = "Points tried at most by a search. Default: 30 of bayesian and tpe.")
    @Nullable
    Integer most;

    @Option(
            names = "--search-initial-points",
            paramLabel = "N",
            description = "Points spread over the ranges by bayesian or tpe, before it chooses any. Default: 5.")
    @Nullable
    Integer initial;

    @Option(
            names = "--search-random-seed",
            paramLabel = "N",
            description = "Where these lie, and what tpe draws. Default: 0.")
    @Nullable
    Long seed;

    @Option(
            names = "--search-min-gain",
            paramLabel = "PERCENT",
            description =
                    "End bayesian when no point is expected to be better by more than this share of the best, or with several metrics to add more than this share to the front's hypervolume. Default: 0.1.")
    @Nullable
    Double gain;

    @Option(
            names = "--optuna-sampler",
            paramLabel = "KIND",
            description = "Of --search-planner optuna: gp, or botorch, is bayesian; tpe is tpe. Default: gp.")
    @Nullable
    String sampler;

    @Option(
            names = "--optuna-acquisition",
            paramLabel = "KIND",
            description =
                    "Of bayesian: logei, qlogei, qnei or qlognei, all of which are the most expected gain over what is known of the best point; with several metrics qehvi, qnehvi or qlognehvi, the most that is expected to be added to the hypervolume of what is known of the front. Default: that.")
    @Nullable
    String acquisition;

    @Option(
            names = "--optuna-terminator",
            paramLabel = "KIND",
            description =
                    "End bayesian or tpe, of one metric, by regret: when nothing can be better than the best point by more than a run errs, or than --search-min-gain; or none. Default: none.")
    @Nullable
    String terminator;

    /** Whether several metrics are to be as high or low as they can. */
    boolean areSeveral() {
        return metrics.size() > 1;
    }
}
