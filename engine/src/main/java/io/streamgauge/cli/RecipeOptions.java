package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sweeps and searches by AIPerf's names for them. */
@Command(optionListHeading = "%nAIPerf's recipes%n")
final class RecipeOptions {
    @Option(
            names = "--search-recipe",
            paramLabel = "NAME",
            description =
                    "A search or sweep that is well known: max-concurrency-under-sla, max-throughput-ttft-sla, max-throughput-itl-sla, max-goodput-under-slo, pareto-sweep, concurrency-ramp, prefill-ttft-curve or decode-itl-curve.")
    @Nullable
    String recipe;

    @Option(
            names = "--ttft-sla-ms",
            paramLabel = "MS",
            description = "The same as --slo 'time_to_first_token.p95<MS'; of max-goodput-under-slo, of each request.")
    @Nullable
    Double ttft;

    @Option(
            names = {"--itl-sla-ms", "--tpot-sla-ms"},
            paramLabel = "MS",
            description = "The same of inter_token_latency.p95.")
    @Nullable
    Double itl;

    @Option(names = "--e2e-sla-ms", paramLabel = "MS", description = "The same of request_latency.p99.")
    @Nullable
    Double latency;

    @Option(
            names = "--error-rate-sla",
            paramLabel = "SHARE",
            description = "Share of a run's requests that may fail: --min-good-share by what is left.")
    @Nullable
    Double errors;

    @Option(
            names = "--slo-attainment-fraction",
            paramLabel = "SHARE",
            description =
                    "The same as --min-good-share, as a share from 0 to 1. Default: 0.95 of max-goodput-under-slo.")
    @Nullable
    Double attainment;

    @Option(
            names = "--search-style",
            paramLabel = "KIND",
            description =
                    "Of max-concurrency-under-sla: monotonic, doubling and halving; bo, the most throughput by --search-planner bayesian; or grid, eight levels. Default: monotonic.")
    @Nullable
    String style;

    @Option(
            names = "--isl-osl-pairs",
            paramLabel = "I/O,I/O,…",
            description =
                    "Pairs of input and output length to sweep over, with every combination of what else is varied.")
    @Nullable
    String pairs;

    @Option(names = "--isl-min", paramLabel = "N", description = "Least input length of --isl-steps. Default: 256.")
    @Nullable
    Integer islMin;

    @Option(names = "--isl-max", paramLabel = "N", description = "Its highest one. Default: 32768.")
    @Nullable
    Integer islMax;

    @Option(
            names = "--isl-steps",
            paramLabel = "N",
            description = "So many input lengths, each as many times the one before. Default: 8.")
    @Nullable
    Integer islSteps;

    @Option(names = "--osl-min", paramLabel = "N", description = "Least output length of --osl-steps. Default: 64.")
    @Nullable
    Integer oslMin;

    @Option(names = "--osl-max", paramLabel = "N", description = "Its highest one. Default: 1024.")
    @Nullable
    Integer oslMax;

    @Option(names = "--osl-steps", paramLabel = "N", description = "So many output lengths. Default: 4.")
    @Nullable
    Integer oslSteps;

    @Option(
            names = "--concurrency-min",
            paramLabel = "N",
            description = "Least level of --concurrency-steps, or of a recipe's search. Default: 1.")
    @Nullable
    Integer concurrencyMin;

    @Option(
            names = "--concurrency-max",
            paramLabel = "N",
            description = "Its highest one. Default: 1000; 200 of decode-itl-curve.")
    @Nullable
    Integer concurrencyMax;

    @Option(
            names = "--concurrency-steps",
            paramLabel = "N",
            description = "So many levels of concurrency. Default: 8; 6 of decode-itl-curve.")
    @Nullable
    Integer concurrencySteps;

    @Option(
            names = "--degradation-threshold",
            paramLabel = "SHARE",
            description =
                    "Tell the first load at which latency is worse than at the lowest by more than this share. Default: 0.2 of concurrency-ramp, else none.")
    @Nullable
    Double degradation;

    @Option(
            names = "--degradation-metric-tag",
            paramLabel = "METRIC",
            description = "Of which metric. Default: request_latency.")
    @Nullable
    String degradationMetric;

    @Option(names = "--degradation-stat", paramLabel = "STAT", description = "Of which of its numbers. Default: p99.")
    @Nullable
    String degradationStatistic;
}
