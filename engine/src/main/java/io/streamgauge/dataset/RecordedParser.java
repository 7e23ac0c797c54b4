package io.streamgauge.dataset;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests that another system recorded, a JSON line each: Alibaba's Bailian traces, Baseten's completions, SageMaker's data
 * capture. Each holds all that its request said, with what had been said before, so each is a request of its own.
 */
final class RecordedParser implements RowParser<String> {
    private final DatasetFormat format;
    private final PromptTokens counting;
    private final TracePrompts traced;
    private final RecordedMoments moments;

    RecordedParser(DatasetFormat format, PromptTokens counting, TracePrompts traced) {
        this.format = format;
        this.counting = counting;
        this.traced = traced;
        this.moments = new RecordedMoments(format);
    }

    @Override
    public @Nullable Entry parse(String line, int index) {
        var row = JsonFields.object(line);
        var prompt = switch (format) {
            case BAILIAN -> bailian(row, index);
            case BASETEN -> baseten(row);
            default -> captured(row);
        };
        return prompt == null ? null : new Entry(prompt, moments.moment(row), Entry.ABSENT, null);
    }

    private @Nullable Prompt bailian(ObjectNode row, int index) {
        var fields = new JsonFields(row);
        int tokens = fields.count("input_length", 0);
        if (tokens == 0 || !row.has("chat_id")) {
            throw new RowException("expected \"chat_id\", \"input_length\" and \"hash_ids\"");
        }
        var text = traced.text(
                row.path("hash_ids"), tokens, index, row.path("chat_id").asString());
        return text == null
                ? null
                : new Prompt(null, text, counting.of(text), output(fields.outputTokens("output_length")));
    }

    private Prompt baseten(ObjectNode row) {
        var text = row.path("prompt").asString("");
        if (text.isEmpty()) {
            throw new RowException("expected \"prompt\", a text");
        }
        int asked = row.path("output_tokens").asInt(0);
        return new Prompt(null, text, counting.of(text), asked > 0 ? output(asked) : Prompt.OUTPUT_UNSET);
    }

    /** What went into an endpoint of conversations, as its own body had it. */
    private Prompt captured(ObjectNode row) {
        var body = body(row.path("captureData").path("endpointInput"));
        if (!body.path("messages").isArray()) {
            throw new RowException("expected \"messages\" in what \"captureData.endpointInput\" holds");
        }
        int asked = new JsonFields(body).outputTokens("max_tokens", "max_completion_tokens");
        var messages = new Content.Messages(body.path("messages").toString());
        var tools = body.path("tools");
        String fields = tools.isArray() && !tools.isEmpty()
                ? JsonNodeFactory.instance.objectNode().set("tools", tools).toString()
                : null;
        return new Prompt(null, "", counting.ofMessages(body.path("messages")), output(asked), messages, fields);
    }

    private int output(int tokens) {
        return traced.shaper().output(tokens);
    }

    private static ObjectNode body(JsonNode captured) {
        var data = captured.path("data").asString("");
        var encoding = captured.path("encoding").asString("BASE64");
        return switch (encoding) {
            case "JSON" -> JsonFields.object(data);
            case "BASE64" -> {
                try {
                    yield JsonFields.object(new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException e) {
                    throw new RowException("\"captureData.endpointInput.data\" is not base64", e);
                }
            }
            default ->
                throw new RowException(
                        "\"captureData.endpointInput.encoding\" is " + encoding + "; expected JSON or BASE64");
        };
    }
}
