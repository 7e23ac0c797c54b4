package io.streamgauge.mock;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/completions}. */
final class CompletionsApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockOptions options;
    private final Generations generations;
    private final Dialect dialect;

    CompletionsApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
        dialect = Dialect.of(options.style());
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.completions(OpenAiRequest.object(call.body()), options);
        var generation = generations.plan(
                call,
                "cmpl-",
                request.prompt(),
                request.choices(),
                request.maxTokens(),
                request.minTokens(),
                request.ignoreEos());
        if (!request.stream()) {
            return new Reply.Delayed(
                    generation, Reply.Whole.json(200, whole(request, generation).toString()));
        }
        var wanted = new Dialect.Wanted(
                request.includeUsage(),
                request.continuousUsage(),
                options.style().reasoningField(),
                Dialect.Content.TEXT);
        var values = Generations.values(generation, request.model());
        return new Reply.Streamed(generation, StreamScript.of(dialect.completions(wanted), values));
    }

    /** The fields that each whole answer starts with. */
    static ObjectNode envelope(Generation generation, String object, String model) {
        return JSON.createObjectNode()
                .put("id", generation.id())
                .put("object", object)
                .put("created", System.currentTimeMillis() / 1_000)
                .put("model", model);
    }

    static void putUsage(ObjectNode body, Generation generation) {
        body.putObject("usage")
                .put("prompt_tokens", generation.promptTokens())
                .put("total_tokens", generation.promptTokens() + generation.allClaimedTokens())
                .put("completion_tokens", generation.allClaimedTokens());
    }

    private static ObjectNode whole(OpenAiRequest request, Generation generation) {
        var body = envelope(generation, "text_completion", request.model());
        var choices = body.putArray("choices");
        for (var index = 0; index < generation.choices(); index++) {
            choices.addObject()
                    .put("index", index)
                    .put("text", generation.answerText(index))
                    .putNull("logprobs")
                    .put("finish_reason", generation.finishReason());
        }
        putUsage(body, generation);
        return body;
    }
}
