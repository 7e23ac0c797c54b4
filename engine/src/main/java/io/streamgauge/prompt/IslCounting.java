package io.streamgauge.prompt;

/** What the length of a request's input counts. */
public enum IslCounting {
    /** The tokens of the texts that the request carries, as genai-perf counts them. */
    TEXT,
    /** The tokens of the conversation as the model's chat template puts it, which is what a server reads and counts. */
    CHAT_TEMPLATE
}
