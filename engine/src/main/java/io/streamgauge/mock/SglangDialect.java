package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** SGLang: the response's head comes with the first token, the finish reason in an event of its own with an empty delta. */
record SglangDialect() implements Dialect {
    private static final String CHAT =
            "{\"id\":\"${id}\",\"object\":\"chat.completion.chunk\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String COMPLETION =
            "{\"id\":\"${id}\",\"object\":\"text_completion\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String USAGE =
            "],\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${all_tokens},"
                    + "\"completion_tokens\":${all_completion_tokens},\"prompt_tokens_details\":null}}";
    private static final String USAGE_SO_FAR =
            ",\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${total_tokens},"
                    + "\"completion_tokens\":${completion_tokens}}";

    @Override
    public StreamShape chat(Wanted wanted) {
        var usage = wanted.continuousUsage() ? USAGE_SO_FAR : ",\"usage\":null";
        var role = delta("\"role\":\"assistant\",\"content\":\"\"", "null", usage);
        var plain = wanted.content() == Content.TEXT;
        var text = plain ? "\"content\":\"${text}\"" : Dialect.toolCallPiece();
        return new StreamShape(
                StreamShape.SSE,
                plain ? List.of(role) : List.of(role, delta(Dialect.toolCallStart(), "null", usage)),
                OpeningTime.ALL_AT_FIRST_TEXT,
                TextEvent.same(delta("\"" + wanted.reasoningField() + "\":\"${text}\"", "null", usage)),
                List.of(),
                TextEvent.same(delta(text, "null", usage)),
                List.of(delta("", "\"${finish}\"", usage)),
                Dialect.when(wanted.usage(), Dialect.data(CHAT + USAGE)),
                EndTime.OWN_CHUNKS,
                StreamShape.DONE);
    }

    @Override
    public StreamShape completions(Wanted wanted) {
        var usage = wanted.continuousUsage() ? USAGE_SO_FAR : ",\"usage\":null";
        var text = new TextEvent(completion("null", usage), completion("\"${finish}\"", usage));
        return new StreamShape(
                StreamShape.SSE,
                List.of(),
                OpeningTime.ALL_AT_FIRST_TEXT,
                text,
                List.of(),
                text,
                List.of(),
                Dialect.when(wanted.usage(), Dialect.data(COMPLETION + USAGE)),
                EndTime.OWN_CHUNKS,
                StreamShape.DONE);
    }

    private static String delta(String delta, String finish, String usage) {
        return Dialect.data(CHAT + "{\"index\":${index},\"delta\":{" + delta + "},\"logprobs\":null,\"finish_reason\":"
                + finish + ",\"matched_stop\":null}]" + usage + "}");
    }

    private static String completion(String finish, String usage) {
        return Dialect.data(COMPLETION + "{\"index\":${index},\"text\":\"${text}\",\"logprobs\":null,\"finish_reason\":"
                + finish + ",\"matched_stop\":null}]" + usage + "}");
    }
}
