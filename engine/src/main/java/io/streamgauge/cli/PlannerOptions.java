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
                    "monotonic: the highest load that keeps every bound, by doubling and halving; bayesian: the values of the ranges with the most --search-metric, of those that keep every bound, each next one where most is expected to be gained. Default: bayesian with --search-space, else monotonic.")
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
            paramLabel = "METRIC",
            description =
                    "Of which metric most is looked for, by its key in the summary. Default: request_goodput with --goodput, else output_token_throughput.")
    @Nullable
    String metric;

    @Option(names = "--search-stat", paramLabel = "STAT", description = "Which of its numbers. Default: avg.")
    @Nullable
    String statistic;

    @Option(
            names = "--search-direction",
            paramLabel = "WHICH",
            description = "maximize, or minimize to look for the least. Default: minimize of latencies, else maximize.")
    @Nullable
    String direction;

    @Option(
            names = "--search-max-iterations",
            paramLabel = "N",
            description = "Points tried at most by a search. Default: 30 of bayesian.")
    @Nullable
    Integer most;

    @Option(
            names = "--search-initial-points",
            paramLabel = "N",
            description = "Points spread over the ranges by bayesian, before it chooses any. Default: 5.")
    @Nullable
    Integer initial;

    @Option(names = "--search-random-seed", paramLabel = "N", description = "Where these lie. Default: 0.")
    @Nullable
    Long seed;

    @Option(
            names = "--search-min-gain",
            paramLabel = "PERCENT",
            description =
                    "End bayesian when no point is expected to be better by more than this share of the best. Default: 0.1.")
    @Nullable
    Double gain;
}
