package io.streamgauge.hub;

/** A tokenizer was not found or cannot be fetched; the message is one line for the user. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HubException(String message) {
        super(message);
    }

    HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
