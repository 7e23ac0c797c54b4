package io.streamgauge.mock;

import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rankings in three shapes, told apart by what holds the passages: NIM's {@code passages}, TEI's {@code texts}, Cohere's {@code documents}. */
final class RankingsApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final MockOptions options;
    private final Generations generations;

    RankingsApi(MockOptions options, Generations generations) {
        this.options = options;
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.object(call.body());
        OpenAiRequest.model(request, options);
        var query = OpenAiRequest.requiredText(request, "query");
        String field = request.has("texts") ? "texts" : request.has("documents") ? "documents" : "passages";
        var prompt = query + OpenAiRequest.requiredText(request, field);
        var generation = generations.withoutTokens(call, "rank-", prompt);
        var body = ranked(field, request.path(field).size(), generation);
        return new Reply.Delayed(generation, Reply.Whole.json(200, body.toString()));
    }

    private static JsonNode ranked(String field, int passages, Generation generation) {
        var scores = new SplittableRandom(generation.wordSeed())
                .doubles(passages)
                .sorted()
                .toArray();
        var list = JSON.createArrayNode();
        for (var rank = 0; rank < passages; rank++) {
            var score = scores[passages - 1 - rank];
            switch (field) {
                case "texts" -> list.addObject().put("index", rank).put("score", score);
                case "documents" -> list.addObject().put("index", rank).put("relevance_score", score);
                default -> list.addObject().put("index", rank).put("logit", 10 * score);
            }
        }
        return switch (field) {
            case "texts" -> list;
            case "documents" ->
                JSON.createObjectNode().put("id", generation.id()).set("results", list);
            default -> {
                var body = JSON.createObjectNode();
                body.set("rankings", list);
                body.putObject("usage")
                        .put("prompt_tokens", generation.promptTokens())
                        .put("total_tokens", generation.promptTokens());
                yield body;
            }
        };
    }
}
