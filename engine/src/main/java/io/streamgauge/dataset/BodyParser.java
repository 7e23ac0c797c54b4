package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows that hold whole request bodies. */
final class BodyParser {
    private BodyParser() {}

    /** A line of OpenAI's batch API: {@code {"custom_id", "method", "url", "body"}}. */
    static RowParser<String> batchLine(PromptTokens counting) {
        return (row, index) -> Entry.of(prompt(JsonFields.object(row).path("body"), "body", counting));
    }

    /** A line that is a body; it stays as it is written. */
    static RowParser<String> line(PromptTokens counting) {
        return (row, index) -> {
            var counted = prompt(JsonFields.object(row), "the line", counting);
            var body = new Content.Body(row);
            return Entry.of(new Prompt(null, "", counted.tokens(), counted.outputTokens(), body, null));
        };
    }

    /** An element of genai-perf's {@code inputs.json}: {@code {"payload": [body], "timestamp", "delay", "session_id"}}. */
    static RowParser<JsonNode> genAiPerfInput(PromptTokens counting) {
        return (row, index) -> {
            var fields = new JsonFields(row);
            var prompt = prompt(row.path("payload").path(0), "payload", counting);
            return new Entry(
                    prompt,
                    fields.millisToNanos("timestamp"),
                    fields.millisToNanos("delay"),
                    fields.string("session_id"));
        };
    }

    private static Prompt prompt(JsonNode body, String field, PromptTokens counting) {
        if (!(body instanceof ObjectNode)) {
            throw new RowException("expected an object with a request body in \"" + field + "\"");
        }
        int outputTokens =
                new JsonFields(body).outputTokens("max_completion_tokens", "max_tokens", "max_output_tokens");
        return new Prompt(null, "", counting.ofBody(body), outputTokens, new Content.Body(body.toString()), null);
    }
}
