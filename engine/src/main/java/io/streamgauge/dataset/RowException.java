package io.streamgauge.dataset;

/** What is wrong with one row; whoever knows the place adds it. */
final class RowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RowException(String message) {
        super(message);
    }

    RowException(String message, Throwable cause) {
        super(message, cause);
    }
}
