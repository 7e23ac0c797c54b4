package io.streamgauge.run;

/** A server cannot be benchmarked as it is; the message is one line that says why and what to do. */
public final class UnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
