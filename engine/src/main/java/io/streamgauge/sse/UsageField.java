package io.streamgauge.sse;

/** One number of a server's own token count. */
public enum UsageField {
    PROMPT_TOKENS,
    COMPLETION_TOKENS,
    CACHED_TOKENS,
    REASONING_TOKENS
}
