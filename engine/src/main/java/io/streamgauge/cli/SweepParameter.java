package io.streamgauge.cli;

import io.streamgauge.plan.PlanException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a sweep can vary, and the option of {@code profile} that it is. */
enum SweepParameter {
    CONCURRENCY("--concurrency", true, true, "users"),
    REQUEST_RATE("--request-rate", false, true, "rate"),
    INPUT_SEQUENCE_LENGTH("--synthetic-input-tokens-mean", true, false, "isl"),
    OUTPUT_SEQUENCE_LENGTH("--output-tokens-mean", true, false, "osl"),
    BATCH_SIZE("--batch-size-text", true, false, "runtime_batch_size"),
    NUM_DATASET_ENTRIES("--num-dataset-entries", true, false, "num_prompts");

    private final String option;
    private final boolean whole;
    private final boolean load;
    private final String alias;

    SweepParameter(String option, boolean whole, boolean load, String alias) {
        this.option = option;
        this.whole = whole;
        this.load = load;
        this.alias = alias;
    }

    /** @throws PlanException for an unknown name */
    static SweepParameter named(String name) {
        String key = name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(values())
                .filter(parameter -> parameter.key().equals(key) || parameter.alias.equals(key))
                .findFirst()
                .orElseThrow(() -> new PlanException("--sweep-type '" + name + "': use one of "
                        + Arrays.stream(values()).map(SweepParameter::key).collect(Collectors.joining(", "))));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String option() {
        return option;
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
    String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** Name of the directory of a run with this value. */
    String label(BigDecimal value) {
        return key() + text(value);
    }
}
