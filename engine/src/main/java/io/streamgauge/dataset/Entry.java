package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request of a file.
 *
 * @param atNanos when it is due after the start of the trace, or {@link #ABSENT}
 * @param delayNanos how long to wait after the answer before it in its session, or {@link #ABSENT}
 * @param session name of the conversation that it belongs to, or null
 * @param follows which turns of its session it follows; null for the one before it, whose conversation it goes on with
 * @param text makes the text of its prompt, which has none itself, where that is long and need not be held; null where it has one
 */
public record Entry(
        Prompt prompt,
        long atNanos,
        long delayNanos,
        @Nullable String session,
        @Nullable Follows follows,
        @Nullable Supplier<String> text) {
    public static final long ABSENT = -1;

    /** A request that stands alone, or follows the one before it in its session. */
    Entry(Prompt prompt, long atNanos, long delayNanos, @Nullable String session) {
        this(prompt, atNanos, delayNanos, session, null, null);
    }

    /** A request that is due when there is room for it. */
    static Entry of(Prompt prompt) {
        return new Entry(prompt, ABSENT, ABSENT, null);
    }

    /** The prompt with its text. */
    public Prompt written() {
        return text == null
                ? prompt
                : new Prompt(
                        prompt.prefix(),
                        text.get(),
                        prompt.tokens(),
                        prompt.outputTokens(),
                        prompt.content(),
                        prompt.fields());
    }

    Entry follows(Follows other) {
        return new Entry(prompt, atNanos, delayNanos, session, other, text);
    }
}
