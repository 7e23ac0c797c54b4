package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a sweep can vary, and the option of {@code profile} that it is. */
enum SweepParameter {
    CONCURRENCY("--concurrency", true, true, "users", ""),
    REQUEST_RATE("--request-rate", false, true, "rate", ""),
    INPUT_SEQUENCE_LENGTH("--synthetic-input-tokens-mean", true, false, "isl", "--isl"),
    OUTPUT_SEQUENCE_LENGTH("--output-tokens-mean", true, false, "osl", "--osl"),
    BATCH_SIZE("--batch-size-text", true, false, "runtime_batch_size", "--batch-size -b --prompt-batch-size"),
    NUM_DATASET_ENTRIES("--num-dataset-entries", true, false, "num_prompts", "--num-prompts"),
    PREFILL_CONCURRENCY("--prefill-concurrency", true, true, "prefill", "");

    /** What concurrency is where a rate says when requests are due. */
    static final String BOUND_OF_A_RATE = "--max-concurrency";

    private final String option;
    private final boolean whole;
    private final boolean load;
    private final String alias;
    private final String otherOptions;

    /**
     * @param whole whether its values are whole numbers
     * @param load whether more of it is more load
     * @param alias another name
     * @param otherOptions names of the option besides, with blanks between them
     */
    SweepParameter(String option, boolean whole, boolean load, String alias, String otherOptions) {
        this.option = option;
        this.whole = whole;
        this.load = load;
        this.alias = alias;
        this.otherOptions = otherOptions;
    }

    /** @throws PlanException for an unknown name */
    static SweepParameter named(String name) {
        SweepParameter found = find(name);
        if (found == null) {
            throw new PlanException("--sweep-type '" + name + "': use one of " + keys()
                    + "; of several, grid or zip says how they go together");
        }
        return found;
    }

    static String keys() {
        return Arrays.stream(values()).map(SweepParameter::key).collect(Collectors.joining(", "));
    }

    /** The parameter of a name or of one of its others; null where there is none. */
    static @Nullable SweepParameter find(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(parameter -> parameter.key().equals(key) || parameter.alias.equals(key))
                .findFirst()
                .orElse(null);
    }

    /** The parameter that an option sets; null where it sets none. Asked of every argument of every command. */
    static @Nullable SweepParameter ofOption(String option) {
        for (SweepParameter parameter : values()) {
            if (parameter.option.equals(option)
                    || (!option.isEmpty() && (" " + parameter.otherOptions + " ").contains(" " + option + " "))) {
                return parameter;
            }
        }
        return null;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param rated whether a rate says when requests are due, so that concurrency is a bound */
    String option(boolean rated) {
        return rated && this == CONCURRENCY ? BOUND_OF_A_RATE : option;
    }

    /** Options that a run may not have besides, since the sweep gives them. */
    List<String> options() {
        return this == CONCURRENCY ? List.of(option, BOUND_OF_A_RATE) : List.of(option);
    }

    /** Whether its values are whole numbers. */
    boolean isWhole() {
        return whole;
    }

    /** Whether more of it is more load, so that a highest one can be looked for. */
    boolean isLoad() {
        return load;
    }

    /** As its option takes it. */
    static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** A measured number, as many digits of it as say something. */
    static String rounded(double value) {
        return text(new BigDecimal(value).round(new MathContext(4)));
    }
}
