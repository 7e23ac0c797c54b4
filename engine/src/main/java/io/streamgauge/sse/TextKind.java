package io.streamgauge.sse;

/** What an output text is for. All kinds are output tokens; only {@link #ANSWER} ends the wait for an answer. */
public enum TextKind {
    /** What the user reads. */
    ANSWER(0),
    /** What a reasoning model thinks before it answers. */
    REASONING(1),
    /** Arguments of a function call. */
    TOOL_CALL(2);

    private final int code;

    TextKind(int code) {
        this.code = code;
    }

    /** A small number that stands for it where bits are scarce. */
    public int code() {
        return code;
    }

    /** The kind of a {@link #code}. */
    public static TextKind of(int code) {
        return switch (code) {
            case 0 -> ANSWER;
            case 1 -> REASONING;
            case 2 -> TOOL_CALL;
            default -> throw new IllegalArgumentException("no kind of text has the code " + code);
        };
    }
}
