package io.streamgauge.mock;

import io.streamgauge.mock.WireStyle.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the two classic OpenAI endpoints ask for.
 *
 * @param prompt all text of the prompt, for its token count
 * @param choices answers wanted, over all prompts
 * @param maxTokens most tokens of each, or -1 where the request does not say
 * @param includeUsage whether the stream is to tell its usage at the end
 * @param continuousUsage whether each event is to tell it
 * @param toolName the tool that must be called, or null
 */
record OpenAiRequest(
        String model,
        String prompt,
        int choices,
        int maxTokens,
        int minTokens,
        boolean ignoreEos,
        boolean stream,
        boolean includeUsage,
        boolean continuousUsage,
        @Nullable String toolName) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Fields of OpenAI's own interface that the strictest servers take. */
    private static final Set<String> PLAIN_FIELDS = Set.of(
            "model",
            "messages",
            "prompt",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "seed",
            "stop",
            "frequency_penalty",
            "presence_penalty",
            "logit_bias",
            "tools",
            "tool_choice",
            "response_format",
            "user");

    /** Fields that engines with more knobs take as well. */
    private static final Set<String> ENGINE_FIELDS = Set.of(
            "n",
            "best_of",
            "use_beam_search",
            "min_tokens",
            "ignore_eos",
            "stop_token_ids",
            "top_k",
            "min_p",
            "repetition_penalty",
            "logprobs",
            "top_logprobs",
            "echo",
            "suffix",
            "add_generation_prompt",
            "chat_template_kwargs",
            "detokenize",
            "skip_special_tokens");

    /** Parses the body as a JSON object. */
    static JsonNode object(byte[] body) {
        try {
            var node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new Refusal(400, "Bad Request", "the body is no valid JSON: " + e.getOriginalMessage(), null);
        }
        throw new Refusal(400, "Bad Request", "the body must be a JSON object", null);
    }

    static OpenAiRequest chat(JsonNode body, MockOptions options) {
        return of(body, requiredMessages(body), 1, options);
    }

    static OpenAiRequest completions(JsonNode body, MockOptions options) {
        var prompt = body.get("prompt");
        if (prompt == null || prompt.isNull()) {
            throw new Refusal(400, "Bad Request", "prompt: a string or an array is required", "prompt");
        }
        var text = new StringBuilder();
        collectText(prompt, text);
        var several = prompt.isArray() && !prompt.isEmpty() && !prompt.get(0).isNumber();
        return of(body, text.toString(), several ? prompt.size() : 1, options);
    }

    /** Appends all strings of a content: text, parts with text, arrays of either; a token id counts as one short word. */
    static void collectText(JsonNode content, StringBuilder out) {
        if (content.isString()) {
            out.append(content.stringValue());
        } else if (content.isNumber()) {
            out.append("    ");
        } else if (content.isObject()) {
            collectText(content.path("text"), out);
        } else {
            content.forEach(part -> collectText(part, out));
        }
    }

    private static OpenAiRequest of(JsonNode body, String prompt, int prompts, MockOptions options) {
        refuseUnknownFields(body, options);
        var stream = body.path("stream").asBoolean(false);
        var streamOptions = body.path("stream_options");
        if (streamOptions.isObject() && !stream && options.style() != WireStyle.LLAMA) {
            throw Refusal.badRequest("stream_options can only be given when stream is true", "stream_options");
        }
        var choices = whole(body, "n", 1, 1, 128) * prompts;
        var maxTokens = whole(body, "max_completion_tokens", whole(body, "max_tokens", -1, 1, 1 << 24), 1, 1 << 24);
        // trtllm-serve: include_usage defaults to true once stream_options is there.
        var includeUsage = streamOptions.isObject()
                && streamOptions.path("include_usage").asBoolean(options.style() == WireStyle.TRTLLM);
        return new OpenAiRequest(
                model(body, options),
                prompt,
                choices,
                maxTokens,
                whole(body, "min_tokens", 0, 0, 1 << 24),
                body.path("ignore_eos").asBoolean(false),
                stream,
                includeUsage,
                includeUsage && streamOptions.path("continuous_usage_stats").asBoolean(false),
                toolName(body));
    }

    static String model(JsonNode body, MockOptions options) {
        return model(body.path("model").asString(""), options);
    }

    /** The model of this name, or a usual one where the name is empty; refused where models are restricted to others. */
    static String model(String given, MockOptions options) {
        var models = options.models();
        if (models.isEmpty()) {
            return given.isEmpty() ? ModelsApi.ANY_MODEL : given;
        }
        if (!given.isEmpty() && !models.contains(given)) {
            throw new Refusal(
                    404,
                    "NotFoundError",
                    "The model `" + given + "` does not exist. Valid aliases: " + String.join(", ", models) + ".",
                    "model");
        }
        return given.isEmpty() ? models.getFirst() : given;
    }

    /** All text below a field that must be there. */
    static String requiredText(JsonNode body, String field) {
        var node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            throw Refusal.badRequest(field + " is required", field);
        }
        var text = new StringBuilder();
        collectText(node, text);
        return text.toString();
    }

    /** The text of the contents of messages that must be there. */
    static String requiredMessages(JsonNode body) {
        var messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new Refusal(400, "Bad Request", "messages: a non-empty array is required", "messages");
        }
        var prompt = new StringBuilder();
        for (var message : messages) {
            collectText(message.path("content"), prompt);
        }
        return prompt.toString();
    }

    /** A whole number of the body, or the default where it is absent or null. */
    static int whole(JsonNode body, String field, int absent, int least, int most) {
        var node = body.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return absent;
        }
        if (!node.isIntegralNumber()) {
            throw Refusal.badRequest(field + " must be a whole number", field);
        }
        var value = node.asLong();
        if (value < least || value > most) {
            throw Refusal.badRequest(field + " must be from " + least + " to " + most + ", got " + value, field);
        }
        return (int) value;
    }

    private static void refuseUnknownFields(JsonNode body, MockOptions options) {
        var strictness = options.style().strictness();
        if (strictness == Strictness.LENIENT && !options.strict()) {
            return;
        }
        List<String> unknown = new ArrayList<>();
        for (var name : body.propertyNames()) {
            var known = PLAIN_FIELDS.contains(name)
                    || (strictness != Strictness.ONLY_OPENAI && ENGINE_FIELDS.contains(name));
            if (!known) {
                unknown.add("'" + name + "'");
            }
        }
        if (!unknown.isEmpty()) {
            var status = strictness == Strictness.ONLY_OPENAI ? 422 : 400;
            var message = "Unexpected fields in the request: {" + String.join(", ", unknown) + "}";
            throw new Refusal(status, "BadRequestError", message, null);
        }
    }

    private static @Nullable String toolName(JsonNode body) {
        var choice = body.path("tool_choice");
        var named = choice.path("function").path("name");
        if (named.isString()) {
            return named.stringValue();
        }
        return choice.isString() && choice.stringValue().equals("required")
                ? body.path("tools").path(0).path("function").path("name").asString("tool")
                : null;
    }
}
