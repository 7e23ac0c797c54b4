package io.streamgauge.profiler;

/** A cause in one line. */
final class OneLine {
    private OneLine() {}

    static String of(Throwable cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
