package io.streamgauge.mock;

import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/infer}: NVIDIA's image retrieval; each image holds one table. */
final class ImageRetrievalApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Generations generations;

    ImageRetrievalApi(Generations generations) {
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.object(call.body());
        var input = request.path("input");
        if (!input.isArray() || input.isEmpty()) {
            throw Refusal.badRequest("input: a non-empty array of images is required", "input");
        }
        var generation = generations.withoutTokens(call, "infer-", "");
        var body = JSON.createObjectNode();
        var data = body.putArray("data");
        var bytes = 0L;
        for (var image : input) {
            bytes += image.path("url").asString("").length();
            var box = data.addObject()
                    .put("index", data.size() - 1)
                    .putObject("bounding_boxes")
                    .putArray("table")
                    .addObject();
            box.put("x_min", 0.1)
                    .put("y_min", 0.1)
                    .put("x_max", 0.9)
                    .put("y_max", 0.9)
                    .put("confidence", 0.9);
        }
        body.putObject("usage").put("images_size_mb", bytes / 1e6);
        return new Reply.Delayed(generation, Reply.Whole.json(200, body.toString()));
    }
}
