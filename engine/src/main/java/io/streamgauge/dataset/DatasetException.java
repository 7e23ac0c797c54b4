package io.streamgauge.dataset;

/** A file does not hold what it should; the message is one line for the user and begins with the place. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatasetException(String message) {
        super(message);
    }

    DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
