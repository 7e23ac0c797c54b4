package io.streamgauge.dataset;

import io.streamgauge.prompt.Prompt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The first question of a conversation; the answer that followed it says how long the server's should be. */
record ShareGptParser(PromptTokens counting) implements RowParser<JsonNode> {
    @Override
    public @Nullable Entry parse(JsonNode row, int index) {
        var turns = row.has("conversations") ? row.path("conversations") : row.path("conversation");
        if (!turns.isArray()) {
            throw new RowException("expected an object with an array \"conversations\"");
        }
        int question = 0;
        while (question < turns.size() && !isHuman(turns.get(question))) {
            question++;
        }
        if (question == turns.size()) {
            return null;
        }
        var text = text(turns.get(question));
        if (text.isBlank()) {
            return null;
        }
        int answer = question + 1 < turns.size() ? counting.of(text(turns.get(question + 1))) : 0;
        return Entry.of(new Prompt(null, text, counting.of(text), answer > 0 ? answer : Prompt.OUTPUT_UNSET));
    }

    private static boolean isHuman(JsonNode turn) {
        var from = turn.has("from") ? turn.path("from") : turn.path("role");
        return from.asString("").equals("human") || from.asString("").equals("user");
    }

    private static String text(JsonNode turn) {
        return (turn.has("value") ? turn.path("value") : turn.path("content")).asString("");
    }
}
