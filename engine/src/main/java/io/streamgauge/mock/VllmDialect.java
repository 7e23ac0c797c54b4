package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** vLLM 0.32: finish reason on the last content event, usage in an event of its own, continuous usage honoured. */
record VllmDialect() implements Dialect {
    private static final String CHAT =
            "{\"id\":\"${id}\",\"object\":\"chat.completion.chunk\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String COMPLETION =
            "{\"id\":\"${id}\",\"object\":\"text_completion\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String USAGE =
            "],\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${all_tokens},"
                    + "\"completion_tokens\":${all_completion_tokens}},\"system_fingerprint\":\"mock\"}";
    private static final String USAGE_SO_FAR =
            ",\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${total_tokens},"
                    + "\"completion_tokens\":${completion_tokens},\"completion_tokens_details\":null}";

    @Override
    public StreamShape chat(Wanted wanted) {
        var usage = wanted.continuousUsage() ? USAGE_SO_FAR : "";
        var role = Dialect.data(CHAT
                + "{\"index\":${index},\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]"
                + usage + ",\"prompt_token_ids\":null,\"prompt_text\":null}");
        var plain = wanted.content() == Content.TEXT;
        var opening = plain
                ? List.of(role)
                : List.of(role, delta("\"content\":null," + Dialect.toolCallStart(), "null", usage));
        var text = plain ? "\"content\":\"${text}\"" : "\"content\":null," + Dialect.toolCallPiece();
        return new StreamShape(
                StreamShape.SSE,
                opening,
                OpeningTime.BEFORE_FIRST_TEXT,
                textEvent("\"" + wanted.reasoningField() + "\":\"${text}\"", usage),
                List.of(),
                textEvent(text, usage),
                List.of(),
                Dialect.when(wanted.usage(), Dialect.data(CHAT + USAGE)),
                EndTime.OWN_CHUNKS,
                StreamShape.DONE);
    }

    @Override
    public StreamShape completions(Wanted wanted) {
        var usage = wanted.continuousUsage() ? USAGE_SO_FAR : "";
        var text = new TextEvent(completion("null", usage), completion("\"${finish}\"", usage));
        return new StreamShape(
                StreamShape.SSE,
                List.of(),
                OpeningTime.BEFORE_FIRST_TEXT,
                text,
                List.of(),
                text,
                List.of(),
                Dialect.when(wanted.usage(), Dialect.data(COMPLETION + USAGE)),
                EndTime.OWN_CHUNKS,
                StreamShape.DONE);
    }

    private static TextEvent textEvent(String delta, String usage) {
        return new TextEvent(delta(delta, "null", usage), delta(delta, "\"${finish}\",\"stop_reason\":null", usage));
    }

    private static String delta(String delta, String finish, String usage) {
        return Dialect.data(CHAT + "{\"index\":${index},\"delta\":{" + delta + "},\"logprobs\":null,\"finish_reason\":"
                + finish + ",\"token_ids\":null}]" + usage + "}");
    }

    private static String completion(String finish, String usage) {
        return Dialect.data(COMPLETION + "{\"index\":${index},\"text\":\"${text}\",\"logprobs\":null,\"finish_reason\":"
                + finish + ",\"stop_reason\":null,\"prompt_token_ids\":null,\"token_ids\":null}]" + usage + "}");
    }
}
