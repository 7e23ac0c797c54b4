package io.streamgauge.run;

import io.streamgauge.endpoint.TurnBody;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What has been said in a session: its messages as JSON, and its texts for counting. Grows at its end only; one thread at a time. */
final class SessionHistory {
    private final Bytes messages = new Bytes();
    private final Bytes texts = new Bytes();

    /**
     * All that had been said at one moment; what is added later does not touch it.
     *
     * @param messages JSON objects with commas between them
     */
    record Said(@Nullable String system, MemorySegment messages, MemorySegment texts) {
        /** The same as if it had been given at once. */
        Prompt asPrompt() {
            String json = new String(messages.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
            return new Prompt(system, "", 0, Prompt.OUTPUT_UNSET, new Content.Messages("[" + json + "]"), null);
        }
    }

    private final @Nullable String system;

    SessionHistory(@Nullable String system) {
        this(system, system);
    }

    private SessionHistory(@Nullable String said, @Nullable String system) {
        this.system = system;
        if (said != null) {
            say(said);
        }
    }

    /** The same said, to which other things are added. */
    SessionHistory copy() {
        SessionHistory copy = new SessionHistory(null, system);
        copy.messages.add(messages.bytes, messages.length);
        copy.texts.add(texts.bytes, texts.length);
        return copy;
    }

    void add(TurnBody turn) {
        message(turn.own());
        turn.texts().forEach(this::say);
    }

    void addAnswer(String text) {
        message(TurnBody.answer(text));
        say(text);
    }

    private void message(byte[] json) {
        if (messages.length > 0) {
            messages.add(new byte[] {','});
        }
        messages.add(json);
    }

    private void say(String text) {
        if (texts.length > 0) {
            texts.add(new byte[] {' '});
        }
        texts.add(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] body(TurnBody turn) {
        return turn.body(messages.bytes, messages.length);
    }

    Said said() {
        return new Said(system, messages.segment(), texts.segment());
    }

    private static final class Bytes {
        private byte[] bytes = new byte[1024];
        private int length;

        void add(byte[] more) {
            add(more, more.length);
        }

        void add(byte[] more, int count) {
            int needed = Math.addExact(length, count);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * length)));
            }
            System.arraycopy(more, 0, bytes, length, count);
            length = needed;
        }

        MemorySegment segment() {
            return MemorySegment.ofArray(bytes).asSlice(0, length);
        }
    }
}
