package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pairs of input and output lengths as {@code --sequence-distribution} spells them, in AIPerf's three ways: {@code 256|10,128|5:60;…}
 * with deviations and share, {@code [(256|10,128|5):60,…]}, and {@code {"pairs": [{"isl", "isl_stddev", "osl", "osl_stddev", "prob"}]}}.
 */
final class LengthPairs {
    private static final String OPTION = "--sequence-distribution";
    private static final String FILE = "file:";
    private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
    private static final Pattern SHARE = Pattern.compile(
            "\\s*(\\d+)(?:\\|" + NUMBER + ")?\\s*,\\s*(\\d+)(?:\\|" + NUMBER + ")?\\s*:\\s*" + NUMBER + "\\s*");

    private LengthPairs() {}

    /** @throws PlanException when they cannot be read */
    static LengthMix parse(String text) {
        String bare = text.strip();
        if (bare.startsWith(FILE)) {
            return LengthFile.pairs(OPTION, bare.substring(FILE.length()));
        }
        if (bare.startsWith("{")) {
            return json(bare);
        }
        boolean bracketed = bare.startsWith("[") && bare.endsWith("]");
        String plain = bracketed
                ? bare.substring(1, bare.length() - 1)
                        .replaceAll("\\)\\s*:\\s*([^,]*),", ":$1;")
                        .replaceAll("[()]", "")
                : bare;
        List<LengthMix.Share> shares = new ArrayList<>();
        for (String part : plain.split(";", -1)) {
            var share = SHARE.matcher(part);
            if (!share.matches()) {
                throw new PlanException(OPTION + " '" + part
                        + "': give input,output:share, several with ; between them, as 256,128:60;512|20,64|5:40");
            }
            shares.add(share(part, share.group(1), share.group(2), share.group(3), share.group(4), share.group(5)));
        }
        return LengthMix.of(shares);
    }

    private static LengthMix json(String text) {
        List<LengthMix.Share> shares = new ArrayList<>();
        try {
            JsonNode pairs = JsonMapper.shared().readTree(text).path("pairs");
            for (JsonNode pair : pairs) {
                shares.add(share(
                        pair.toString(),
                        field(pair, "isl"),
                        field(pair, "isl_stddev"),
                        field(pair, "osl"),
                        field(pair, "osl_stddev"),
                        field(pair, "prob")));
            }
        } catch (JacksonException e) {
            throw new PlanException(OPTION + ": not JSON: " + e.getOriginalMessage());
        }
        if (shares.isEmpty()) {
            throw new PlanException(OPTION
                    + ": give \"pairs\", a list with {\"isl\": 256, \"osl\": 128, \"prob\": 60} and the like in it");
        }
        return LengthMix.of(shares);
    }

    private static @Nullable String field(JsonNode pair, String name) {
        return pair.path(name).isNumber() ? pair.path(name).asString() : null;
    }

    private static LengthMix.Share share(
            String part,
            @Nullable String input,
            @Nullable String inputStddev,
            @Nullable String output,
            @Nullable String outputStddev,
            @Nullable String weight) {
        if (input == null || output == null || weight == null) {
            throw new PlanException(OPTION + " '" + part + "': give isl, osl and prob, all of them numbers");
        }
        double share = Double.parseDouble(weight);
        if (!(share > 0)) {
            throw new PlanException(OPTION + " '" + part + "': give a share above 0");
        }
        return new LengthMix.Share(share, normal(part, input, inputStddev), normal(part, output, outputStddev));
    }

    private static Lengths normal(String part, String mean, @Nullable String stddev) {
        try {
            return new Lengths.Normal(Double.parseDouble(mean), stddev == null ? 0 : Double.parseDouble(stddev));
        } catch (IllegalArgumentException e) {
            throw new PlanException(
                    OPTION + " '" + part + "': " + e.getMessage() + "; give lengths that a model takes");
        }
    }
}
