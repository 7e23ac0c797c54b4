package io.streamgauge.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code analyze} varies from run to run. */
@Command(optionListHeading = "%nWhat is varied%n")
final class SweepOptions {
    @Option(
            names = "--sweep-type",
            paramLabel = "WHAT",
            description =
                    "What differs between runs: concurrency, request_rate, input_sequence_length, output_sequence_length, batch_size, num_dataset_entries or prefill_concurrency; or how several of these go together: grid, every combination, or zip, the first values, then the second ones, and so on. Default: concurrency; of several, grid.")
    @Nullable
    String type;

    @Option(
            names = "--sweep-range",
            paramLabel = "[NAME:]MIN:MAX[:STEP]",
            description =
                    "From one value to another; without a step by doubling. Of what --sweep-type says, or of NAME; repeat for more. Default: 1:1024.")
    List<String> ranges = new ArrayList<>();

    /** How ranges were given that came by another option, by their texts among {@link #ranges}. */
    final Map<String, String> givenAs = new HashMap<>();

    @Option(names = "--sweep-step", paramLabel = "N", description = "Step of --sweep-range MIN:MAX.")
    @Nullable
    String step;

    @Option(
            names = "--sweep-list",
            paramLabel = "[NAME:]A,B,…",
            description =
                    "These values, in place of a range; repeat for more. The same as a list where the option itself takes one value: --concurrency 1,8 --isl 128,512.")
    List<String> lists = new ArrayList<>();

    @Option(
            names = "--rate-sweep",
            paramLabel = "N",
            description =
                    "In place of values: one request in flight, then as many as --max-concurrency or else --request-count says, then N rates evenly from what the one gives to what the other does.")
    @Nullable
    Integer rates;

    @Option(
            names = "--rate-sweep-spacing",
            paramLabel = "KIND",
            description = "linear, or geometric: each of these rates as many times the one before. Default: linear.")
    @Nullable
    String spacing;

    @Option(
            names = "--refine-knee",
            paramLabel = "N",
            description =
                    "After the values, try up to N more, one by one, each in the middle of the gap in which the knee of the throughput lies. Default: 0.")
    @Nullable
    Integer kneeRefinements;

    @Option(
            names = "--max-sweep-runs",
            paramLabel = "N",
            description = "Send nothing where there would be more runs than this. Default: 1000.")
    int maxRuns = 1000;

    @Option(
            names = "--sweep-cooldown",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Send nothing for so long between two runs. Default: 0.")
    long cooldownNanos;

    @Option(
            names = "--vary-seed-per-point",
            description = "Add 1 to --random-seed from point to point. Default: all ask the same.")
    boolean variesSeed;

    @Option(
            names = "--search",
            description =
                    "Find the highest concurrency or rate of the range that keeps every --slo and --goodput, by doubling and halving, in place of trying each; of lists of other things, for each combination of them. --search-planner finds the most of a metric.")
    boolean search;

    @Option(
            names = "--slo",
            paramLabel = "METRIC.STAT<BOUND",
            description =
                    "Bound that a run must keep, for example 'time_to_first_token.p99<300', or AIPerf's time_to_first_token:p99:lt:300; repeat for more.")
    List<String> slos = new ArrayList<>();

    @Option(
            names = "--min-good-share",
            paramLabel = "PERCENT",
            description =
                    "Share of a run's requests that must succeed, and keep every --goodput bound where given. Default: 99.")
    double minGoodShare = 99;

    @Option(
            names = "--search-tolerance",
            paramLabel = "PERCENT",
            description = "How near the found load must be to the highest one, in percent of it. Default: 5.")
    double tolerance = 5;
}
