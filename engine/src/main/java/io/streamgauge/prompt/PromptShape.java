package io.streamgauge.prompt;

/**
 * What synthetic prompts look like.
 *
 * @param lengths of the request's own part, and of the answer
 * @param prefix what all begin with
 * @param contextTokens tokens of a message of its own that each user says first, different for each; 0 for none
 */
public record PromptShape(LengthMix lengths, Prefix prefix, int contextTokens) {
    public PromptShape {
        if (contextTokens < 0) {
            throw new IllegalArgumentException("tokens of a context: " + contextTokens);
        }
    }

    /** Without contexts, beginning with one of {@code prefixes} texts of {@code prefixTokens} tokens. */
    public PromptShape(LengthMix lengths, int prefixes, int prefixTokens) {
        this(lengths, new Prefix.Made(prefixes, prefixTokens), 0);
    }

    public static PromptShape withoutPrefix(LengthMix lengths) {
        return new PromptShape(lengths, Prefix.NONE, 0);
    }
}
