package io.streamgauge.metrics;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** What the tool calls this row, with its unit; null when it has no such row. */
    public @Nullable String label(Metric metric) {
        return switch (this) {
            case GENAI_PERF -> metric.label();
            case VLLM -> vllmLabel(metric);
            case GUIDELLM -> guidellmLabel(metric);
        };
    }

    private static @Nullable String vllmLabel(Metric metric) {
        return switch (metric) {
            case REQUEST_COUNT -> "Successful requests";
            case REQUEST_THROUGHPUT -> "Request throughput (req/s)";
            case REQUEST_GOODPUT -> "Request goodput (req/s)";
            case OUTPUT_TOKEN_THROUGHPUT -> "Output token throughput (tok/s)";
            case TOTAL_TOKEN_THROUGHPUT -> "Total token throughput (tok/s)";
            case TIME_TO_FIRST_TOKEN -> "TTFT (ms)";
            case INTER_TOKEN_LATENCY -> "TPOT, first token excluded (ms)";
            case INTER_CHUNK_LATENCY -> "ITL (ms)";
            case REQUEST_LATENCY -> "E2EL (ms)";
            default -> null;
        };
    }

    private static @Nullable String guidellmLabel(Metric metric) {
        return switch (metric) {
            case REQUEST_COUNT -> "Successful requests";
            case REQUEST_THROUGHPUT -> "Requests per second";
            case OUTPUT_TOKEN_THROUGHPUT -> "Output tokens per second";
            case TOTAL_TOKEN_THROUGHPUT -> "Total tokens per second";
            case TIME_TO_FIRST_TOKEN -> "TTFT (ms)";
            case TIME_TO_FIRST_ANSWER_TOKEN -> "TTFOT (ms)";
            case INTER_TOKEN_LATENCY -> "ITL (ms)";
            case TIME_PER_OUTPUT_TOKEN -> "TPOT (ms)";
            case REQUEST_LATENCY -> "Request latency (ms)";
            case INPUT_SEQUENCE_LENGTH -> "Input tokens";
            case OUTPUT_SEQUENCE_LENGTH -> "Output tokens";
            default -> null;
        };
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
