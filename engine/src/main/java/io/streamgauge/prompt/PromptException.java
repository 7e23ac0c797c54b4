package io.streamgauge.prompt;

/** Prompts cannot be made or read as asked; the message is one line for the user. */
public final class PromptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }

    public PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
