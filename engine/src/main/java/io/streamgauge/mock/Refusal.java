package io.streamgauge.mock;

import org.jspecify.annotations.Nullable;

/** A request that cannot be served as asked: thrown while it is read, answered as an error object. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final @Nullable String parameter;

    Refusal(int status, String type, String message, @Nullable String parameter) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.parameter = parameter;
    }

    static Refusal badRequest(String message, @Nullable String parameter) {
        return new Refusal(400, "BadRequestError", message, parameter);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    @Nullable
    String parameter() {
        return parameter;
    }

    String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
