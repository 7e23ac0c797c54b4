package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.List;

/** transformers serve: the role event at once, usage inside the finish event whether asked for or not, never {@code [DONE]}. */
record TransformersDialect() implements Dialect {
    private static final String FINISH = ",\"finish_reason\":\"${finish}\"";
    private static final String USAGE = ",\"usage\":{\"completion_tokens\":${all_completion_tokens},"
            + "\"prompt_tokens\":${prompt_tokens},\"total_tokens\":${all_tokens}}";

    @Override
    public StreamShape chat(Wanted wanted) {
        var role = chat("\"role\":\"assistant\"", "", "");
        var plain = wanted.content() == Content.TEXT;
        var text = plain ? "\"content\":\"${text}\"" : Dialect.toolCallPiece();
        return new StreamShape(
                StreamShape.SSE,
                plain ? List.of(role) : List.of(role, chat(Dialect.toolCallStart(), "", "")),
                OpeningTime.AT_ONCE,
                TextEvent.same(chat("\"" + wanted.reasoningField() + "\":\"${text}\"", "", "")),
                List.of(),
                TextEvent.same(chat(text, "", "")),
                List.of(chat("", FINISH, USAGE)),
                List.of(),
                EndTime.OWN_CHUNKS,
                "");
    }

    @Override
    public StreamShape completions(Wanted wanted) {
        var text = TextEvent.same(completion("${text}", "", ""));
        return new StreamShape(
                StreamShape.SSE,
                List.of(),
                OpeningTime.BEFORE_FIRST_TEXT,
                text,
                List.of(),
                text,
                List.of(completion("", FINISH, USAGE)),
                List.of(),
                EndTime.OWN_CHUNKS,
                "");
    }

    private static String chat(String delta, String finish, String usage) {
        return Dialect.data("{\"id\":\"${id}\",\"choices\":[{\"delta\":{" + delta + "},\"index\":${index}" + finish
                + "}],\"created\":${created},\"model\":\"${model}\",\"object\":\"chat.completion.chunk\"" + usage
                + "}");
    }

    private static String completion(String text, String finish, String usage) {
        return Dialect.data("{\"id\":\"${id}\",\"choices\":[{\"index\":${index},\"text\":\"" + text + "\"" + finish
                + "}],\"created\":${created},\"model\":\"${model}\",\"object\":\"text_completion\"" + usage + "}");
    }
}
