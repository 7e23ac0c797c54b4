package io.streamgauge.telemetry;

/** What servers say of themselves under many names, under one. In the order in which tables show it. */
public enum ServerMetric {
    /** From the request's arrival at the server to its first token. */
    TIME_TO_FIRST_TOKEN("time_to_first_token", "Time To First Token", "ms"),
    /** Between two tokens, all gaps of all requests in one pool. */
    INTER_TOKEN_LATENCY("inter_token_latency", "Inter Token Latency", "ms"),
    /** Mean time of a token after the first, one value a request. */
    TIME_PER_OUTPUT_TOKEN("time_per_output_token", "Time Per Output Token", "ms"),
    /** From the request's arrival to its end. */
    REQUEST_LATENCY("request_latency", "Request Latency", "ms"),
    /** Time a request waited before the engine took it up. */
    QUEUE_TIME("queue_time", "Queue Time", "ms"),
    /** Time from there to the first token. */
    PREFILL_TIME("prefill_time", "Prefill Time", "ms"),
    /** Time from the first token to the last. */
    DECODE_TIME("decode_time", "Decode Time", "ms"),
    /** Requests that the engine works on. */
    REQUESTS_RUNNING("requests_running", "Requests running", "requests"),
    /** Requests that wait for it. */
    REQUESTS_WAITING("requests_waiting", "Requests waiting", "requests"),
    /** Part of the KV cache in use. */
    KV_CACHE_USE("kv_cache_use", "KV cache in use", "%"),
    /** Part of the prompt tokens that the prefix cache held. */
    PREFIX_HIT_RATE("prefix_cache_hit_rate", "Prefix cache hits", "%"),
    /** Prompt tokens taken in. */
    PROMPT_TOKENS("prompt_tokens", "Prompt tokens", "tokens"),
    /** Tokens made. */
    OUTPUT_TOKENS("output_tokens", "Output tokens", "tokens"),
    /** Requests that ended well. */
    REQUESTS_FINISHED("requests_finished", "Requests finished", "requests"),
    /** Times a running request was put back for want of room. */
    PREEMPTIONS("preemptions", "Preemptions", "times");

    private final String key;
    private final String label;
    private final String unit;

    ServerMetric(String key, String label, String unit) {
        this.key = key;
        this.label = label;
        this.unit = unit;
    }

    /** As files name it. */
    public String key() {
        return key;
    }

    /** As people read it, without its unit. */
    public String label() {
        return label;
    }

    /** Unit of its values. */
    public String unit() {
        return unit;
    }
}
