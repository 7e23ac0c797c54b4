package io.streamgauge.mock;

import java.util.List;

/** How one kind of server words the events of a stream. Immutable. */
sealed interface Dialect permits VllmDialect, LlamaDialect, TrtllmDialect, SglangDialect, TransformersDialect {
    /**
     * What was asked of a stream.
     *
     * @param usage whether usage is told at the end
     * @param continuousUsage whether each event tells it
     * @param reasoningField the delta's field for reasoning
     * @param content whether the answer is text or the arguments of a tool call
     */
    record Wanted(boolean usage, boolean continuousUsage, String reasoningField, Content content) {}

    /** What an answer consists of after its reasoning. */
    enum Content {
        TEXT,
        TOOL_CALL
    }

    StreamShape chat(Wanted wanted);

    StreamShape completions(Wanted wanted);

    static Dialect of(WireStyle style) {
        return switch (style) {
            case VLLM -> new VllmDialect();
            case LLAMA -> new LlamaDialect();
            case TRTLLM -> new TrtllmDialect();
            case SGLANG -> new SglangDialect();
            case TRANSFORMERS -> new TransformersDialect();
        };
    }

    /** An SSE event with this JSON. */
    static String data(String json) {
        return "data: " + json + "\n\n";
    }

    static List<String> when(boolean wanted, String event) {
        return wanted ? List.of(event) : List.of();
    }

    /** The start of a tool call: its id and name. */
    static String toolCallStart() {
        return "\"tool_calls\":[{\"id\":\"call_${id}\",\"type\":\"function\",\"index\":0,\"function\":{\"name\":\"${tool}\"}}]";
    }

    /** A piece of a tool call's arguments. */
    static String toolCallPiece() {
        return "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"${text}\"}}]";
    }
}
