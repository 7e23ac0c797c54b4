package io.streamgauge.dataset;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a span says was said, as OpenAI's API wants it: {@code gen_ai.input.messages} holds messages of that shape, or of
 * OpenTelemetry's, whose parts are texts, calls of tools and what these returned; as JSON or as a string of JSON.
 */
final class OtelMessages {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private OtelMessages() {}

    /** All that was said; null where the span holds no messages. */
    static @Nullable ArrayNode of(OtelSpan span) {
        var given = parsed(span, "gen_ai.input.messages");
        if (!given.isArray() || given.isEmpty()) {
            return null;
        }
        var messages = NODES.arrayNode();
        var system = parsed(span, "gen_ai.system_instructions");
        if (!system.isMissingNode() && !system.isNull() && !system.isEmpty()) {
            messages.addObject().put("role", "system").put("content", text(system));
        }
        given.forEach(message -> add(message, messages));
        return messages;
    }

    /** Tools that the model might call; null where the span names none. */
    static @Nullable ArrayNode tools(OtelSpan span) {
        var given = parsed(span, "gen_ai.tool.definitions");
        if (!given.isArray() || given.isEmpty()) {
            return null;
        }
        var tools = NODES.arrayNode();
        for (var tool : given) {
            if (tool.path("function").isObject()) {
                tools.add(tool);
            } else if (tool instanceof ObjectNode flat) {
                var function = flat.deepCopy();
                function.remove("type");
                tools.addObject().put("type", "function").set("function", function);
            }
        }
        return tools;
    }

    /** An attribute; one that is a string is JSON. */
    private static JsonNode parsed(OtelSpan span, String name) {
        var value = span.attributes().path(name);
        if (!value.isString() || value.stringValue().isBlank()) {
            return value;
        }
        try {
            return JsonFields.any(value.stringValue());
        } catch (RowException e) {
            throw new RowException("\"" + name + "\": " + e.getMessage(), e);
        }
    }

    private static void add(JsonNode message, ArrayNode messages) {
        if (!(message instanceof ObjectNode given)) {
            throw new RowException("\"gen_ai.input.messages\" holds " + message + "; expected messages");
        }
        // What OpenAI calls so, others refuse.
        var said = given.path("role").asString("user");
        var role = said.equals("developer") ? "system" : said;
        if (given.path("parts").isArray()) {
            addParts(role, given.path("parts"), messages);
        } else {
            messages.add(given.deepCopy().put("role", role));
        }
    }

    private static void addParts(String role, JsonNode parts, ArrayNode messages) {
        var text = new StringBuilder();
        var calls = NODES.arrayNode();
        var returned = NODES.arrayNode();
        for (var part : parts) {
            switch (part.path("type").asString("")) {
                case "text" -> text.append(text(part));
                case "tool_call" -> calls.add(call(part));
                case "tool_call_response", "tool_result" ->
                    returned.addObject()
                            .put("role", "tool")
                            .put("tool_call_id", id(part))
                            .put("content", text(firstOf(part, "response", "result", "content")));
                default -> {
                    // reasoning, and what is no text, is not said again
                }
            }
        }
        if (!text.isEmpty() || !calls.isEmpty()) {
            var message = messages.addObject().put("role", role);
            message.set("content", text.isEmpty() ? NODES.nullNode() : NODES.stringNode(text.toString()));
            if (!calls.isEmpty()) {
                message.set("tool_calls", calls);
            }
        }
        messages.addAll(returned);
    }

    private static ObjectNode call(JsonNode part) {
        var function = part.path("function").isObject() ? part.path("function") : part;
        var arguments = function.path("arguments");
        var call = NODES.objectNode().put("id", id(part)).put("type", "function");
        call.putObject("function")
                .put("name", function.path("name").asString(""))
                .put("arguments", arguments.isMissingNode() ? "{}" : text(arguments));
        return call;
    }

    private static String id(JsonNode part) {
        return firstOf(part, "id", "tool_call_id").asString("");
    }

    private static JsonNode firstOf(JsonNode part, String... names) {
        for (var name : names) {
            if (part.hasNonNull(name)) {
                return part.path(name);
            }
        }
        return NODES.stringNode("");
    }

    /** A text, that of a part, or those of a list of such; of anything else its JSON. */
    private static String text(JsonNode said) {
        if (said.isString()) {
            return said.stringValue();
        }
        var inner = firstOf(said, "content", "text");
        if (said.isObject() && inner.isString() && (said.has("content") || said.has("text"))) {
            return inner.stringValue();
        }
        if (said.isArray()
                && !said.isEmpty()
                && said.valueStream().allMatch(part -> part.has("content") || part.has("text"))) {
            var all = new StringBuilder();
            said.forEach(part -> all.append(text(part)));
            return all.toString();
        }
        return said.toString();
    }
}
