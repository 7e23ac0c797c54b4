package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.MixedLengths;
import io.streamgauge.prompt.PoissonLengths;
import io.streamgauge.prompt.SkewNormalLengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lengths as an option spells them: {@code normal:128,20:60;lognormal:2048,400:40}. */
final class LengthSpread {
    private static final String FILE = "file:";
    private static final String KINDS =
            "give N, normal:MEAN,STDDEV, lognormal:MEAN,STDDEV, uniform:LOW,HIGH, poisson:MEAN,"
                    + " skew-normal:LOCATION,SCALE,SHAPE, several of them with :SHARE behind each and ; between them, or file:FILE";

    private final String option;

    private LengthSpread(String option) {
        this.option = option;
    }

    /**
     * @param option that has the text, for messages
     * @throws PlanException when it cannot be read
     */
    static Lengths parse(String option, String text) {
        if (text.startsWith(FILE)) {
            return LengthFile.lengths(option, text.substring(FILE.length()));
        }
        return new LengthSpread(option).mixed(text);
    }

    private Lengths mixed(String text) {
        String[] texts = text.split(";", -1);
        if (texts.length == 1) {
            return part(texts[0]).lengths();
        }
        List<MixedLengths.Part> parts = new ArrayList<>();
        for (String one : texts) {
            parts.add(part(one));
        }
        return new MixedLengths(parts);
    }

    /** {@code NAME:NUMBERS[:SHARE]} or {@code NUMBER[:SHARE]}. */
    private MixedLengths.Part part(String text) {
        List<String> fields = List.of(text.strip().split(":", -1));
        boolean named = fields.getFirst().matches("[a-zA-Z].*");
        int ofLengths = named ? 2 : 1;
        if (fields.size() < ofLengths || fields.size() > ofLengths + 1) {
            throw problem(text, KINDS);
        }
        double share = fields.size() > ofLengths ? number(text, fields.getLast()) : 1;
        if (!(share > 0)) {
            throw problem(text, "give a share above 0");
        }
        String name = named ? fields.getFirst().toLowerCase(Locale.ROOT).replace('_', '-') : "fixed";
        String[] numbers = fields.get(ofLengths - 1).split(",", -1);
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(text, numbers[i]);
        }
        return new MixedLengths.Part(share, lengths(text, name, values));
    }

    private Lengths lengths(String text, String name, double[] values) {
        try {
            return switch (name) {
                case "fixed" -> fixed(take(text, values, 1)[0]);
                case "normal" -> new Lengths.Normal(take(text, values, 2)[0], values[1]);
                case "lognormal" -> new Lengths.LogNormal(take(text, values, 2)[0], values[1]);
                case "uniform" -> new Lengths.Uniform(whole(take(text, values, 2)[0]), whole(values[1]));
                case "poisson" -> new PoissonLengths(take(text, values, 1)[0]);
                case "skew-normal" -> new SkewNormalLengths(take(text, values, 3)[0], values[1], values[2]);
                default -> throw problem(text, KINDS);
            };
        } catch (IllegalArgumentException e) {
            throw problem(text, e.getMessage() + "; give lengths of 1 or more");
        }
    }

    private double[] take(String text, double[] values, int count) {
        if (values.length != count) {
            throw problem(text, values.length + " numbers; " + KINDS);
        }
        return values;
    }

    private static Lengths fixed(double tokens) {
        int length = whole(tokens);
        return new Lengths.Uniform(length, length);
    }

    private static int whole(double tokens) {
        if (tokens != Math.rint(tokens) || tokens > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(tokens + " is no number of tokens");
        }
        return (int) tokens;
    }

    private double number(String text, String digits) {
        try {
            return Double.parseDouble(digits.strip());
        } catch (NumberFormatException e) {
            throw problem(text, "'" + digits + "' is no number; " + KINDS);
        }
    }

    private PlanException problem(String text, String what) {
        return new PlanException(option + " '" + text.strip() + "': " + what);
    }
}
