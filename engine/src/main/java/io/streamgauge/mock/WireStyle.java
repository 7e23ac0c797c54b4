package io.streamgauge.mock;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whose habits on the wire the server takes on: order of keys, role event, finish reason, usage, {@code [DONE]}, errors. */
public enum WireStyle {
    /** vLLM: finish reason on the last content event, usage in an event of its own. */
    VLLM(Strictness.LENIENT, "reasoning"),
    /** llama.cpp's server: role and first token in one HTTP chunk, finish reason in an event of its own. */
    LLAMA(Strictness.LENIENT, "reasoning_content"),
    /** trtllm-serve: the role event's line ends with a space, null fields are left out, unknown fields are refused. */
    TRTLLM(Strictness.UNKNOWN_REFUSED, "reasoning_content"),
    /** SGLang: headers come with the first token, finish reason in an event of its own. */
    SGLANG(Strictness.LENIENT, "reasoning_content"),
    /** transformers serve: role event at once, usage inside the finish event, never {@code [DONE]}, few fields accepted. */
    TRANSFORMERS(Strictness.ONLY_OPENAI, "reasoning_content");

    /** Which request fields a server of this kind accepts. */
    enum Strictness {
        LENIENT,
        UNKNOWN_REFUSED,
        ONLY_OPENAI
    }

    private final Strictness strictness;
    private final String reasoningField;

    WireStyle(Strictness strictness, String reasoningField) {
        this.strictness = strictness;
        this.reasoningField = reasoningField;
    }

    Strictness strictness() {
        return strictness;
    }

    /** The field of a chat delta that carries reasoning. */
    String reasoningField() {
        return reasoningField;
    }

    /**
     * The style of this name, in any letter case.
     *
     * @throws IllegalArgumentException with one line that lists the names
     */
    public static WireStyle parse(String name) {
        for (var style : values()) {
            if (style.name().equalsIgnoreCase(name.strip())) {
                return style;
            }
        }
        throw new IllegalArgumentException("unknown style '" + name + "': use one of "
                + Arrays.stream(values())
                        .map(style -> style.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
