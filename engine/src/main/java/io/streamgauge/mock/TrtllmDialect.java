package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** trtllm-serve: the role event's line ends with a space, null fields left out in chat, finish reason on the last content event. */
record TrtllmDialect() implements Dialect {
    private static final String CHAT =
            "{\"id\":\"${id}\",\"object\":\"chat.completion.chunk\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String COMPLETION =
            "{\"id\":\"${id}\",\"object\":\"text_completion\",\"created\":${created},\"model\":\"${model}\",\"choices\":[";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${all_tokens},"
            + "\"completion_tokens\":${all_completion_tokens},\"prompt_tokens_details\":{\"cached_tokens\":0}}";
    private static final String USAGE_SO_FAR =
            ",\"usage\":{\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${total_tokens},"
                    + "\"completion_tokens\":${completion_tokens}}";

    @Override
    public StreamShape chat(Wanted wanted) {
        var usage = wanted.continuousUsage() ? USAGE_SO_FAR : "";
        var role = "data: " + CHAT + "{\"index\":${index},\"delta\":{\"role\":\"assistant\"}}]" + usage + "} \n\n";
        var plain = wanted.content() == Content.TEXT;
        var opening = plain ? List.of(role) : List.of(role, delta(Dialect.toolCallStart(), "", usage));
        var text = plain ? "\"content\":\"${text}\",\"reasoning_content\":\"\"" : Dialect.toolCallPiece();
        return new StreamShape(
                StreamShape.SSE,
                opening,
                OpeningTime.BEFORE_FIRST_TEXT,
                textEvent("\"content\":\"\",\"" + wanted.reasoningField() + "\":\"${text}\"", usage),
                List.of(),
                textEvent(text, usage),
                List.of(),
                Dialect.when(wanted.usage(), Dialect.data(CHAT + "]," + USAGE + "}")),
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
                OpeningTime.BEFORE_FIRST_TEXT,
                text,
                List.of(),
                text,
                List.of(),
                Dialect.when(wanted.usage(), Dialect.data(COMPLETION + "]," + USAGE + "}")),
                EndTime.OWN_CHUNKS,
                StreamShape.DONE);
    }

    private static TextEvent textEvent(String delta, String usage) {
        return new TextEvent(delta(delta, "", usage), delta(delta, ",\"finish_reason\":\"${finish}\"", usage));
    }

    private static String delta(String delta, String finish, String usage) {
        return Dialect.data(CHAT + "{\"index\":${index},\"delta\":{" + delta + "}" + finish + "}]" + usage + "}");
    }

    private static String completion(String finish, String usage) {
        return Dialect.data(COMPLETION
                + "{\"index\":${index},\"text\":\"${text}\",\"token_ids\":null,\"logprobs\":null,"
                + "\"context_logits\":null,\"finish_reason\":" + finish + ",\"stop_reason\":null}]" + usage + "}");
    }
}
