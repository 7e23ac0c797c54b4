package io.streamgauge.http;

/** A client cannot be opened. The message is one line: what, where, what to do. */
public final class HttpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    HttpException(String message) {
        super(message);
    }

    HttpException(String message, Throwable cause) {
        super(message, cause);
    }
}
