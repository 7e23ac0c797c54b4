package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How lengths of prompts and answers spread. */
@Command(optionListHeading = "%nHow lengths spread%n")
final class LengthOptions {
    @Option(
            names = "--length-distribution",
            paramLabel = "KIND",
            description =
                    "Of both, by their means and deviations: normal (genai-perf's), lognormal (a long tail), uniform (see --random-range-ratio) or poisson (by the means alone). Default: normal; uniform with --random-range-ratio.")
    @Nullable
    String kind;

    @Option(
            names = "--random-range-ratio",
            paramLabel = "R",
            description = "Uniform lengths: every one from mean x (1 - R) to mean x (1 + R). Default: 0.")
    @Nullable
    Double rangeRatio;

    @Option(
            names = "--isl-distribution",
            paramLabel = "SPREAD",
            description =
                    "Lengths of prompts, in place of --isl: N, normal:MEAN,STDDEV, lognormal:MEAN,STDDEV, uniform:LOW,HIGH, poisson:MEAN, skew-normal:LOCATION,SCALE,SHAPE; several of these, each with its share, as 'normal:128,20:60;lognormal:2048,400:40'; or file:FILE, lines of LENGTH, perhaps with WEIGHT behind it.")
    @Nullable
    String input;

    @Option(
            names = "--osl-distribution",
            paramLabel = "SPREAD",
            description = "The same of the output tokens asked for, in place of --osl.")
    @Nullable
    String output;

    @Option(
            names = {"--sequence-distribution", "--seq-dist"},
            paramLabel = "PAIRS",
            description =
                    "Both together, in place of --isl and --osl: input,output:share;…, each length perhaps with |stddev, as '256,128:60;512|20,64|5:40', or AIPerf's two other notations of it; or file:FILE, lines of INPUT,OUTPUT, perhaps with WEIGHT behind them.")
    @Nullable
    String pairs;

    @Option(
            names = "--prompt-tokens-min",
            paramLabel = "N",
            description = "What is drawn below that becomes that. Default: 1.")
    @Nullable
    Integer inputMin;

    @Option(
            names = "--prompt-tokens-max",
            paramLabel = "N",
            description = "What is drawn above that becomes that. Default: none.")
    @Nullable
    Integer inputMax;

    @Option(names = "--output-tokens-min", paramLabel = "N", description = "The same of answers. Default: 1.")
    @Nullable
    Integer outputMin;

    @Option(names = "--output-tokens-max", paramLabel = "N", description = "The same of answers. Default: none.")
    @Nullable
    Integer outputMax;

    /** Whether any of them says how long answers are. */
    boolean sayOutput() {
        return output != null || pairs != null;
    }
}
