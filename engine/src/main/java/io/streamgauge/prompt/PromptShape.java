package io.streamgauge.prompt;

import org.jspecify.annotations.Nullable;

/**
 * What synthetic prompts look like.
 *
 * @param lengths of the request's own part, and of the answer
 * @param prefixes how many shared prefixes there are, of which each prompt gets one at random; 0 for none
 * @param prefixTokens tokens of each prefix, in addition to the request's own part; 0 for none
 * @param contextTokens tokens of a message of its own that each user says first, different for each; 0 for none
 * @param systemText a text that everything begins with, as it is, in place of prefixes; null for none
 */
public record PromptShape(
        LengthMix lengths,
        int prefixes,
        int prefixTokens,
        int contextTokens,
        @Nullable String systemText) {
    public PromptShape {
        if (contextTokens < 0) {
            throw new IllegalArgumentException("tokens of a context: " + contextTokens);
        }
        if (prefixes < 0) {
            throw new IllegalArgumentException("number of prefixes: " + prefixes);
        }
        if (prefixTokens < 0) {
            throw new IllegalArgumentException("tokens of a prefix: " + prefixTokens);
        }
    }

    /** Without contexts. */
    public PromptShape(LengthMix lengths, int prefixes, int prefixTokens) {
        this(lengths, prefixes, prefixTokens, 0, null);
    }

    public static PromptShape withoutPrefix(LengthMix lengths) {
        return new PromptShape(lengths, 0, 0);
    }

    /** Whether there is one to put in front. */
    public boolean hasPrefix() {
        return systemText != null || (prefixes > 0 && prefixTokens > 0);
    }
}
