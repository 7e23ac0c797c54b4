package io.streamgauge.dataset;

/** What a file holds. */
public enum DatasetFormat {
    /** JSON lines with {@code text}, {@code text_input}, {@code messages} or {@code image}. */
    JSONL("jsonl"),
    /** JSON lines with times, sessions and lengths, whose other fields are body fields; Mooncake's traces are such. */
    PAYLOAD("payload"),
    /** JSON lines that hold several turns of a session each, as AIPerf has them. */
    MULTI_TURN("multi-turn"),
    /** One prompt a line. */
    TEXT("text"),
    /** A JSON array of conversations; the first question of each is asked. */
    SHAREGPT("sharegpt"),
    /** The input of OpenAI's batch API: a whole body a line. */
    OPENAI_BATCH("openai-batch"),
    /** Whole bodies and nothing else, one a line. */
    RAW_PAYLOAD("raw-payload"),
    /** genai-perf's {@code inputs.json}: whole bodies in an array. */
    INPUTS_JSON("inputs-json"),
    /** BurstGPT's CSV: times and lengths. */
    BURSTGPT("burstgpt"),
    /** Azure's LLM inference traces, CSV: times and lengths. */
    AZURE("azure"),
    /** Alibaba's Bailian traces, JSON lines: times, lengths, and the blocks that requests share. */
    BAILIAN("bailian"),
    /** Baseten's traces as JSON lines: times, prompts, and lengths of answers. */
    BASETEN("baseten"),
    /** What SageMaker captures of an endpoint, JSON lines: times and the messages that were sent. */
    SAGEMAKER("sagemaker"),
    /** WEKA's traces of coding agents, a session a row: times, lengths, and the blocks that requests share. */
    WEKA("weka"),
    /** TraceLab's traces of coding agents, a round of a session a line: times, lengths, and how much of it had been said before. */
    TRACELAB("tracelab"),
    /** Traces of OpenTelemetry, whose spans say when a model was asked, and what. */
    OTEL("otel"),
    /** JSON lines of several turns, of which one may begin other lines, as AIPerf has them. */
    DAG("dag");

    private final String key;

    DatasetFormat(String key) {
        this.key = key;
    }

    /** The name that selects it. */
    public String key() {
        return key;
    }

    /** What the beginning of a file looks like. */
    static DatasetFormat guess(String fileName, String head) {
        if (fileName.endsWith(".csv")) {
            return head.contains("ContextTokens") ? AZURE : BURSTGPT;
        }
        if (head.startsWith("[")) {
            return SHAREGPT;
        }
        if (!head.startsWith("{")) {
            return TEXT;
        }
        if (fileName.endsWith(".json") && head.contains("\"payload\"")) {
            return INPUTS_JSON;
        }
        if (head.contains("\"hash_id_scope\"") || head.matches("(?s).*\"block_size\"\\s*:.*\"requests\"\\s*:.*")) {
            return WEKA;
        }
        if (head.contains("\"resourceSpans\"")
                || (head.contains("\"gen_ai.") && head.matches("(?s).*\"(spans|span_?[iI]d)\"\\s*:.*"))) {
            return OTEL;
        }
        var line = head.lines().findFirst().orElse("");
        if (line.contains("\"custom_id\"") && line.contains("\"body\"")) {
            return OPENAI_BATCH;
        }
        if (line.matches(".*\"turns\"\\s*:\\s*\\[.*")) {
            return head.matches("(?s).*\"(forks|spawns|pre_session_spawns)\"\\s*:\\s*\\[\\s*[\"{].*")
                    ? DAG
                    : MULTI_TURN;
        }
        if (line.contains("\"parent_chat_id\"") && line.contains("\"input_length\"")) {
            return BAILIAN;
        }
        if (line.contains("\"timestamp_start_unix_ms\"")) {
            return BASETEN;
        }
        if (line.contains("\"captureData\"") && line.contains("\"eventMetadata\"")) {
            return SAGEMAKER;
        }
        if (line.contains("\"newly_append_tokens\"") && line.contains("\"timing_events\"")) {
            return TRACELAB;
        }
        return line.contains("\"input_length\"") || line.contains("\"hash_ids\"") ? PAYLOAD : JSONL;
    }
}
