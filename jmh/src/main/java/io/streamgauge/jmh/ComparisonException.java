package io.streamgauge.jmh;

/** Two results cannot be compared. The message is one line: which, why, what to do. */
final class ComparisonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ComparisonException(String message) {
        super(message);
    }
}
