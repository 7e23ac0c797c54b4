package io.streamgauge.profiler;

/** The client cannot be watched as asked. The message is one line: what, where, what to do instead. */
public final class ProfilerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProfilerException(String message) {
        super(message);
    }
}
