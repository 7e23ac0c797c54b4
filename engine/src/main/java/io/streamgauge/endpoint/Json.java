package io.streamgauge.endpoint;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees of request bodies. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static byte[] bytes(ObjectNode body) {
        return MAPPER.writeValueAsBytes(body);
    }

    /** @param what the text is, to begin an error message with */
    static JsonNode parse(String json, String what) {
        try {
            return MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new EndpointException(what + " is not JSON: " + e.getOriginalMessage() + ": " + shortened(json), e);
        }
    }

    /** @param what the text is, to begin an error message with */
    static ObjectNode parseObject(String json, String what) {
        if (parse(json, what) instanceof ObjectNode object) {
            return object;
        }
        throw new EndpointException(what + " is not a JSON object: " + shortened(json));
    }

    /** @param what the text is, to begin an error message with */
    static ArrayNode parseArray(String json, String what) {
        if (parse(json, what) instanceof ArrayNode array) {
            return array;
        }
        throw new EndpointException(what + " is not a JSON array: " + shortened(json));
    }

    /** A body from a file: it gets a model where it names none, and streams when the run does. */
    static ObjectNode given(String json, BodyOptions options) {
        var body = parseObject(json, "the body of a request");
        if (!body.has("model")) {
            body.put("model", options.model());
        }
        if (options.streaming() && !body.has("stream")) {
            stream(body, options);
        }
        return body;
    }

    /** OpenAI's fields for a streamed answer. */
    static void stream(ObjectNode body, BodyOptions options) {
        if (options.streaming()) {
            body.put("stream", true);
            if (options.includeUsage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
    }

    private static String shortened(String json) {
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }
}
