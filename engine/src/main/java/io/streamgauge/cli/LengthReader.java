package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the options on lengths into their mix. */
final class LengthReader {
    /** {@code 256|10,128|5:60}: input and output with their deviations, and the share. */
    private static final Pattern SHARE = Pattern.compile(
            "\\s*(\\d+)(?:\\|(\\d+(?:\\.\\d+)?))?\\s*,\\s*(\\d+)(?:\\|(\\d+(?:\\.\\d+)?))?\\s*:\\s*(\\d+(?:\\.\\d+)?)\\s*");

    private final InputOptions input;

    LengthReader(InputOptions input) {
        this.input = input;
    }

    /** @param outputMean null where the server decides */
    LengthMix mix(int inputMean, @Nullable Integer outputMean) {
        if (input.sequenceDistribution != null) {
            if (input.inputTokensMean != null || input.outputTokensMean != null) {
                throw new PlanException(
                        "--sequence-distribution, --isl and --osl: the pairs say both lengths; give one or the other");
            }
            return pairs(input.sequenceDistribution);
        }
        Lengths output = outputMean == null ? null : lengths(outputMean, deviation(input.outputTokensStddev));
        return LengthMix.of(lengths(inputMean, input.inputTokensStddev), output);
    }

    private Lengths lengths(int mean, double stddev) {
        double ratio = input.rangeRatio == null ? 0 : input.rangeRatio;
        String kind = input.lengthDistribution != null
                ? input.lengthDistribution.toLowerCase(Locale.ROOT)
                : input.rangeRatio == null ? "normal" : "uniform";
        if (input.rangeRatio != null && !kind.equals("uniform")) {
            throw new PlanException("--random-range-ratio and --length-distribution " + kind
                    + ": a ratio is the width of uniform lengths; give one of the two");
        }
        if (ratio < 0 || ratio >= 1) {
            throw new PlanException("--random-range-ratio " + ratio + ": give 0 or more, below 1");
        }
        return switch (kind) {
            case "normal" -> new Lengths.Normal(mean, stddev);
            case "lognormal" -> {
                if (mean < 1) {
                    throw new PlanException("--length-distribution lognormal needs means of 1 or more");
                }
                yield new Lengths.LogNormal(mean, stddev);
            }
            case "uniform" -> {
                if (stddev > 0) {
                    throw new PlanException(
                            "uniform lengths have no standard deviation; --random-range-ratio says how wide they spread");
                }
                int low = (int) Math.max(1, Math.floor(mean * (1 - ratio)));
                yield new Lengths.Uniform(low, (int) Math.max(low, Math.ceil(mean * (1 + ratio))));
            }
            default ->
                throw new PlanException("--length-distribution '" + kind + "': use normal, lognormal or uniform");
        };
    }

    private static LengthMix pairs(String text) {
        List<LengthMix.Share> shares = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            var share = SHARE.matcher(part);
            if (!share.matches()) {
                throw new PlanException("--sequence-distribution '" + part
                        + "': give input,output:share, several with ; between them, as 256,128:60;512|20,64|5:40");
            }
            double weight = Double.parseDouble(share.group(5));
            if (weight <= 0) {
                throw new PlanException("--sequence-distribution '" + part + "': give a share above 0");
            }
            shares.add(new LengthMix.Share(
                    weight, normal(share.group(1), share.group(2)), normal(share.group(3), share.group(4))));
        }
        return new LengthMix(shares);
    }

    private static Lengths normal(String mean, @Nullable String stddev) {
        try {
            return new Lengths.Normal(Integer.parseInt(mean), stddev == null ? 0 : Double.parseDouble(stddev));
        } catch (NumberFormatException e) {
            throw new PlanException("--sequence-distribution: " + mean + " tokens are more than any model takes");
        }
    }

    private static double deviation(@Nullable Double given) {
        return given == null ? 0 : given;
    }
}
