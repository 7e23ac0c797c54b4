package io.streamgauge.endpoint;

/** A body cannot be built as asked; the message is one line for the user. */
public final class EndpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EndpointException(String message) {
        super(message);
    }

    public EndpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
