package io.streamgauge.mock;

import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/embeddings}, also as NV-CLIP has it with images among the inputs, or vLLM with messages; and its {@code /pooling}. */
final class EmbeddingsApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int USUAL_DIMENSIONS = 64;
    private static final int MOST_DIMENSIONS = 16_384;

    private final MockOptions options;
    private final Generations generations;

    EmbeddingsApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.object(call.body());
        var conversation = request.has("messages");
        var text =
                conversation ? OpenAiRequest.requiredMessages(request) : OpenAiRequest.requiredText(request, "input");
        var generation = generations.withoutTokens(call, "embd-", text);
        var pooling = call.path().equals("/pooling");
        var input = request.path("input");
        var single = conversation
                || !input.isArray()
                || (!input.isEmpty() && input.get(0).isNumber());
        var dimensions = OpenAiRequest.whole(request, "dimensions", USUAL_DIMENSIONS, 1, MOST_DIMENSIONS);
        var random = new SplittableRandom(generation.wordSeed());
        var body = JSON.createObjectNode().put("id", generation.id()).put("object", "list");
        var data = body.putArray("data");
        for (var index = 0; index < (single ? 1 : input.size()); index++) {
            var embedding = data.addObject()
                    .put("index", index)
                    .put("object", pooling ? "pooling" : "embedding")
                    .putArray(pooling ? "data" : "embedding");
            for (var dimension = 0; dimension < dimensions; dimension++) {
                embedding.add((float) random.nextDouble(-1, 1));
            }
        }
        body.put("model", OpenAiRequest.model(request, options));
        body.putObject("usage")
                .put("prompt_tokens", generation.promptTokens())
                .put("total_tokens", generation.promptTokens());
        return new Reply.Delayed(generation, Reply.Whole.json(200, body.toString()));
    }
}
