package io.streamgauge.record;

/**
 * The server's own count of tokens, as its usage object says.
 *
 * @param promptTokens tokens of the input with the server's chat template, or {@link #UNSAID}
 * @param completionTokens tokens of the output, or {@link #UNSAID}
 * @param cachedTokens those of the input that came from a prefix cache, or {@link #UNSAID}
 * @param reasoningTokens those of the output that were reasoning, or {@link #UNSAID}
 */
public record Usage(long promptTokens, long completionTokens, long cachedTokens, long reasoningTokens) {
    /** Stands where the server said nothing. */
    public static final long UNSAID = -1;

    public Usage {
        check("promptTokens", promptTokens);
        check("completionTokens", completionTokens);
        check("cachedTokens", cachedTokens);
        check("reasoningTokens", reasoningTokens);
    }

    private static void check(String name, long tokens) {
        if (tokens < UNSAID) {
            throw new IllegalArgumentException(name + " must be a count or -1, was " + tokens);
        }
    }
}
