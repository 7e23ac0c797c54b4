package io.streamgauge.mock;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/chat/completions}. */
final class ChatApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockOptions options;
    private final Generations generations;
    private final Dialect dialect;

    ChatApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
        dialect = Dialect.of(options.style());
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.chat(OpenAiRequest.object(call.body()), options);
        var generation = generations
                .plan(
                        call,
                        "chatcmpl-",
                        request.prompt(),
                        request.choices(),
                        request.maxTokens(),
                        request.minTokens(),
                        request.ignoreEos())
                .withReasoning(options.reasoningTokens());
        if (!request.stream()) {
            return new Reply.Delayed(
                    generation, Reply.Whole.json(200, whole(request, generation).toString()));
        }
        var tool = request.toolName();
        var wanted = new Dialect.Wanted(
                request.includeUsage(),
                request.continuousUsage(),
                options.style().reasoningField(),
                tool == null ? Dialect.Content.TEXT : Dialect.Content.TOOL_CALL);
        Map<String, String> values = Generations.values(generation, request.model());
        values.put("tool", Generations.unquoted(tool == null ? "" : tool));
        return new Reply.Streamed(generation, StreamScript.of(dialect.chat(wanted), values));
    }

    private ObjectNode whole(OpenAiRequest request, Generation generation) {
        var body = CompletionsApi.envelope(generation, "chat.completion", request.model());
        var choices = body.putArray("choices");
        for (var index = 0; index < generation.choices(); index++) {
            var choice = choices.addObject().put("index", index);
            var message = choice.putObject("message").put("role", "assistant");
            putContent(message, request, generation, index);
            if (generation.reasoningTokens() > 0) {
                message.put(options.style().reasoningField(), generation.reasoningText(index));
            }
            choice.putNull("logprobs").put("finish_reason", generation.finishReason());
        }
        CompletionsApi.putUsage(body, generation);
        return body;
    }

    private static void putContent(ObjectNode message, OpenAiRequest request, Generation generation, int index) {
        var text = generation.answerText(index);
        if (request.toolName() == null) {
            message.put("content", text);
            return;
        }
        var call = message.putNull("content")
                .putArray("tool_calls")
                .addObject()
                .put("id", "call_" + generation.id())
                .put("type", "function");
        call.set(
                "function",
                JSON.createObjectNode().put("name", request.toolName()).put("arguments", text));
    }
}
