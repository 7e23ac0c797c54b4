package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * One request of a file.
 *
 * @param atNanos when it is due after the start of the trace, or {@link #ABSENT}
 * @param delayNanos how long to wait after the answer before it in its session, or {@link #ABSENT}
 * @param session name of the conversation that it belongs to, or null
 */
public record Entry(
        Prompt prompt,
        long atNanos,
        long delayNanos,
        @Nullable String session) {
    public static final long ABSENT = -1;

    /** A request that is due when there is room for it. */
    static Entry of(Prompt prompt) {
        return new Entry(prompt, ABSENT, ABSENT, null);
    }
}
