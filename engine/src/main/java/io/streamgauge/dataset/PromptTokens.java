package io.streamgauge.dataset;

import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Counts prompts as genai-perf does: texts joined by a space, no template, nothing added. */
record PromptTokens(Tokenizer tokenizer) {
    int of(String text) {
        return text.isEmpty() ? 0 : Math.toIntExact(tokenizer.count(text, ReadOption.REPLACE_INVALID_UTF8));
    }

    int of(List<String> texts) {
        return of(String.join(" ", texts));
    }

    /** The texts of a list of messages, whose contents are strings or lists of parts. */
    int ofMessages(JsonNode messages) {
        var texts = new ArrayList<String>();
        for (JsonNode message : messages) {
            addTexts(message.path("content"), texts);
        }
        return of(texts);
    }

    /** The texts of a whole body, wherever its API keeps them. */
    int ofBody(JsonNode body) {
        if (body.path("messages").isArray()) {
            return ofMessages(body.path("messages"));
        }
        var texts = new ArrayList<String>();
        for (String field : new String[] {"prompt", "input", "text_input", "inputs", "text"}) {
            addTexts(body.path(field), texts);
        }
        return of(texts);
    }

    private static void addTexts(JsonNode content, List<String> texts) {
        if (content.isString()) {
            texts.add(content.stringValue());
        }
        for (JsonNode part : content) {
            if (content.isArray()) {
                addTexts(part.isObject() ? part.path("text") : part, texts);
            }
        }
    }
}
