package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** llama.cpp's server: choices first and id late, role and first token in one chunk, finish and usage in one chunk, timings always. */
record LlamaDialect() implements Dialect {
    private static final String CHAT_TAIL = "],\"created\":${created},\"id\":\"${id}\",\"model\":\"${model}\","
            + "\"system_fingerprint\":\"mock\",\"object\":\"chat.completion.chunk\"";
    private static final String COMPLETION_TAIL =
            "],\"created\":${created},\"model\":\"${model}\",\"system_fingerprint\":\"mock\",\"object\":\"text_completion\"";
    // This server counts one choice only, however many there are.
    private static final String USAGE = ",\"usage\":{\"completion_tokens\":${one_completion_tokens},"
            + "\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${one_tokens},\"prompt_tokens_details\":{\"cached_tokens\":0}}";
    private static final String TIMINGS =
            ",\"timings\":{\"cache_n\":0,\"prompt_n\":${prompt_tokens},\"predicted_n\":${one_completion_tokens}}";

    @Override
    public StreamShape chat(Wanted wanted) {
        var role = delta("null", "\"role\":\"assistant\",\"content\":null", "");
        var plain = wanted.content() == Content.TEXT;
        var text = plain ? "\"content\":\"${text}\"" : Dialect.toolCallPiece();
        return new StreamShape(
                "text/event-stream",
                plain ? List.of(role) : List.of(role, delta("null", Dialect.toolCallStart(), "")),
                OpeningTime.IN_FIRST_TEXT_CHUNK,
                TextEvent.same(delta("null", "\"" + wanted.reasoningField() + "\":\"${text}\"", "")),
                List.of(),
                TextEvent.same(delta("null", text, "")),
                List.of(delta("\"${finish}\"", "", wanted.usage() ? "" : TIMINGS)),
                Dialect.when(wanted.usage(), Dialect.data("{\"choices\":[" + CHAT_TAIL + USAGE + TIMINGS + "}")),
                EndTime.ONE_CHUNK,
                StreamShape.DONE);
    }

    @Override
    public StreamShape completions(Wanted wanted) {
        var text = TextEvent.same(completion("${text}", "null", "", ""));
        return new StreamShape(
                "text/event-stream",
                List.of(),
                OpeningTime.BEFORE_FIRST_TEXT,
                text,
                List.of(),
                text,
                List.of(completion("", "\"${finish}\"", wanted.usage() ? USAGE : "", TIMINGS)),
                List.of(),
                EndTime.ONE_CHUNK,
                StreamShape.DONE);
    }

    private static String delta(String finish, String delta, String tail) {
        return Dialect.data("{\"choices\":[{\"finish_reason\":" + finish + ",\"index\":${index},\"delta\":{" + delta
                + "}}" + CHAT_TAIL + tail + "}");
    }

    private static String completion(String text, String finish, String usage, String timings) {
        return Dialect.data(
                "{\"choices\":[{\"text\":\"" + text + "\",\"index\":${index},\"logprobs\":null,\"finish_reason\":"
                        + finish + "}" + COMPLETION_TAIL + usage + ",\"id\":\"${id}\"" + timings + "}");
    }
}
