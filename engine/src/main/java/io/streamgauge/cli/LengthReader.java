package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.LengthMix.Bounds;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.PoissonLengths;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the options on lengths into their mix. */
final class LengthReader {
    private static final List<String> KINDS = List.of("normal", "lognormal", "uniform", "poisson");

    private final InputOptions input;
    private final LengthOptions options;
    private final Problems problems = new Problems();

    LengthReader(ProfileOptions options) {
        this.input = options.input;
        this.options = options.lengths;
    }

    /**
     * @param outputMean null where the server decides
     * @throws PlanException with all that is wrong
     */
    LengthMix mix(int inputMean, @Nullable Integer outputMean) {
        checkMeans(outputMean);
        checkTogether();
        checkKind();
        Bounds inputBounds = bounds("--prompt-tokens", options.inputMin, options.inputMax);
        Bounds outputBounds = bounds("--output-tokens", options.outputMin, options.outputMax);
        checkBounded(outputMean);
        problems.throwIfAny();
        LengthMix mix = options.pairs != null ? LengthPairs.parse(options.pairs) : apart(inputMean, outputMean);
        problems.throwIfAny();
        return mix.within(inputBounds, outputBounds);
    }

    private LengthMix apart(int inputMean, @Nullable Integer outputMean) {
        Lengths prompts = problems.note(() -> options.input != null
                        ? LengthSpread.parse("--isl-distribution", options.input)
                        : lengths("--isl", inputMean, input.inputTokensStddev))
                .orElse(Lengths.fixed(1));
        Lengths answers = options.output == null && outputMean == null
                ? null
                : problems.note(() -> options.output != null
                                ? LengthSpread.parse("--osl-distribution", options.output)
                                : lengths("--osl", outputMean == null ? 1 : outputMean, outputStddev()))
                        .orElse(Lengths.fixed(1));
        return LengthMix.of(prompts, answers);
    }

    private void checkMeans(@Nullable Integer outputMean) {
        problems.addIf(
                input.inputTokensStddev < 0,
                "--synthetic-input-tokens-stddev " + input.inputTokensStddev + ": give 0 or more");
        problems.addIf(outputStddev() < 0, "--output-tokens-stddev " + outputStddev() + ": give 0 or more");
        problems.addIf(
                outputMean == null && input.outputTokensStddev != null && !options.sayOutput(),
                "--output-tokens-stddev needs --output-tokens-mean; give the mean too");
    }

    private void checkTogether() {
        boolean inputGiven = input.inputTokensMean != null || input.inputTokensStddev != 0;
        boolean outputGiven = input.outputTokensMean != null || input.outputTokensStddev != null;
        problems.addIf(
                options.pairs != null && (inputGiven || outputGiven),
                "--sequence-distribution, --isl and --osl: the pairs say both lengths; give one or the other");
        problems.addIf(
                options.pairs != null && (options.input != null || options.output != null),
                "--sequence-distribution, --isl-distribution and --osl-distribution: the pairs say both lengths; give one or"
                        + " the other");
        problems.addIf(
                options.input != null && inputGiven,
                "--isl-distribution and --isl: both say how long prompts are; give one of the two");
        problems.addIf(
                options.output != null && outputGiven,
                "--osl-distribution and --osl: both say how long answers are; give one of the two");
        problems.addIf(
                (options.kind != null || options.rangeRatio != null)
                        && (options.pairs != null || (options.input != null && options.output != null)),
                "--length-distribution and --random-range-ratio say how lengths of --isl and --osl spread, and there are"
                        + " none; leave them out");
    }

    private void checkKind() {
        double ratio = ratio();
        problems.addIf(
                options.rangeRatio != null && !kind().equals("uniform"),
                "--random-range-ratio and --length-distribution " + kind()
                        + ": a ratio is the width of uniform lengths; give one of the two");
        problems.addIf(!(ratio >= 0 && ratio < 1), "--random-range-ratio " + ratio + ": give 0 or more, below 1");
        problems.addIf(
                !KINDS.contains(kind()),
                "--length-distribution '" + kind()
                        + "': use normal, lognormal, uniform or poisson; --isl-distribution and --osl-distribution have more");
    }

    private Bounds bounds(String option, @Nullable Integer least, @Nullable Integer most) {
        problems.addIf(least != null && least < 1, option + "-min " + least + ": give at least 1");
        problems.addIf(most != null && most < 1, option + "-max " + most + ": give at least 1");
        int low = Math.max(1, least == null ? 1 : least);
        int high = Math.max(1, most == null ? Integer.MAX_VALUE : most);
        problems.addIf(
                low > high, option + "-min " + low + " and " + option + "-max " + high + ": the least is the larger");
        return new Bounds(low, Math.max(low, high));
    }

    /** guidellm draws evenly between the bounds where there is no deviation; here that has a name of its own. */
    private void checkBounded(@Nullable Integer outputMean) {
        problems.addIf(
                (options.inputMin != null || options.inputMax != null)
                        && options.pairs == null
                        && options.input == null
                        && isFixed(input.inputTokensStddev),
                "--prompt-tokens-min and --prompt-tokens-max: prompts are all as long as --isl says; give"
                        + " --synthetic-input-tokens-stddev, or --isl-distribution uniform:LOW,HIGH");
        problems.addIf(
                (options.outputMin != null || options.outputMax != null)
                        && !options.sayOutput()
                        && (outputMean == null || isFixed(outputStddev())),
                "--output-tokens-min and --output-tokens-max: answers are all asked to be as long as --osl says; give"
                        + " --output-tokens-stddev, or --osl-distribution uniform:LOW,HIGH");
    }

    private boolean isFixed(double stddev) {
        return switch (kind()) {
            case "uniform" -> ratio() == 0;
            case "poisson" -> false;
            default -> stddev == 0;
        };
    }

    private String kind() {
        return options.kind != null
                ? options.kind.toLowerCase(Locale.ROOT)
                : options.rangeRatio == null ? "normal" : "uniform";
    }

    private double ratio() {
        return options.rangeRatio == null ? 0 : options.rangeRatio;
    }

    private double outputStddev() {
        return input.outputTokensStddev == null ? 0 : input.outputTokensStddev;
    }

    private Lengths lengths(String option, int mean, double stddev) {
        return switch (kind()) {
            case "lognormal" -> {
                if (mean < 1) {
                    throw new PlanException(
                            "--length-distribution lognormal and " + option + " " + mean + ": its mean is 1 or more");
                }
                yield new Lengths.LogNormal(mean, stddev);
            }
            case "uniform" -> {
                if (stddev > 0) {
                    throw new PlanException(
                            "uniform lengths have no standard deviation; --random-range-ratio says how wide they spread");
                }
                int low = (int) Math.max(1, Math.floor(mean * (1 - ratio())));
                yield new Lengths.Uniform(low, (int) Math.max(low, Math.ceil(mean * (1 + ratio()))));
            }
            case "poisson" -> {
                if (stddev > 0) {
                    throw new PlanException("--length-distribution poisson: the mean says how wide lengths spread;"
                            + " leave the standard deviation out");
                }
                yield new PoissonLengths(mean);
            }
            default -> new Lengths.Normal(mean, stddev);
        };
    }
}
