package io.streamgauge.sse;

/** One number of a server's own token count. */
public enum UsageField {
    PROMPT_TOKENS(0),
    COMPLETION_TOKENS(1),
    CACHED_TOKENS(2),
    REASONING_TOKENS(3);

    private final int index;

    UsageField(int index) {
        this.index = index;
    }

    /** Its place in an array of all. */
    public int index() {
        return index;
    }
}
