package io.streamgauge.mock;

/**
 * One answer to be given: how long, and of which words.
 *
 * @param id what the answer calls itself, unique on this server
 * @param number the request's number on this server, from 0
 * @param promptTokens tokens of the prompt, for usage and the prefill cost
 * @param tokens output tokens of each choice
 * @param reasoningTokens how many of them, from the first, are reasoning
 * @param choices answers given side by side
 * @param wordSeed picks the words
 * @param finishReason {@code length} or {@code stop}
 * @param claimedTokens what usage says of {@code tokens}; the same but for a fault
 */
record Generation(
        String id,
        long number,
        int promptTokens,
        int tokens,
        int reasoningTokens,
        int choices,
        long wordSeed,
        String finishReason,
        int claimedTokens) {
    private static final int ENDLESS_TOKENS = 10_000_000;

    Generation {
        reasoningTokens = Math.min(reasoningTokens, tokens);
    }

    /** The same answer with its first tokens as reasoning. */
    Generation withReasoning(int count) {
        return new Generation(id, number, promptTokens, tokens, count, choices, wordSeed, finishReason, claimedTokens);
    }

    /** The same answer going on far beyond its end, which it never reaches in practice. */
    Generation endless() {
        return new Generation(
                id,
                number,
                promptTokens,
                ENDLESS_TOKENS,
                reasoningTokens,
                choices,
                wordSeed,
                finishReason,
                claimedTokens);
    }

    /** What usage says of the output tokens over all choices. */
    int allClaimedTokens() {
        return claimedTokens * choices;
    }

    /** Output tokens over all choices. */
    int allTokens() {
        return tokens * choices;
    }

    String reasoningText(int choice) {
        return Words.text(wordSeed, choice, 0, reasoningTokens);
    }

    String answerText(int choice) {
        return Words.text(wordSeed, choice, reasoningTokens, tokens);
    }
}
