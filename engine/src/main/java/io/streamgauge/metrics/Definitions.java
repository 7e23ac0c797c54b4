package io.streamgauge.metrics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Whose formulas to compute a summary by; docs/metrics.md sets them side by side. */
public enum Definitions {
    GENAI_PERF("genai-perf"),
    VLLM("vllm"),
    GUIDELLM("guidellm");

    private final String key;

    Definitions(String key) {
        this.key = key;
    }

    /** The name in options. */
    public String key() {
        return key;
    }

    Formulas formulas() {
        return switch (this) {
            case GENAI_PERF -> new Formulas.GenaiPerf();
            case VLLM -> new Formulas.Vllm();
            case GUIDELLM -> new Formulas.Guidellm();
        };
    }

    /**
     * The definitions of this name.
     *
     * @throws IllegalArgumentException with one line for the user
     */
    public static Definitions ofKey(String key) {
        return Arrays.stream(values())
                .filter(definitions -> definitions.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown definitions '" + key + "'; use one of "
                        + Arrays.stream(values()).map(Definitions::key).collect(Collectors.joining(", "))));
    }
}
