package io.streamgauge.sse;

/** What an output text is for. All kinds are output tokens; only {@link #ANSWER} ends the wait for an answer. */
public enum TextKind {
    /** What the user reads. */
    ANSWER,
    /** What a reasoning model thinks before it answers. */
    REASONING,
    /** Arguments of a function call. */
    TOOL_CALL
}
