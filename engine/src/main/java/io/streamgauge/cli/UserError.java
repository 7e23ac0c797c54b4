package io.streamgauge.cli;

/** An error whose one line says all that the user needs, with the exit code that goes with it. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private UserError(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked cannot be done. */
    static UserError badInput(String message) {
        return new UserError(message, CommandTree.BAD_INPUT);
    }

    /** What was asked was tried and failed. */
    static UserError failed(String message) {
        return new UserError(message, CommandTree.FAILED);
    }

    int exitCode() {
        return exitCode;
    }

    /** Never absent: both factories take one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
