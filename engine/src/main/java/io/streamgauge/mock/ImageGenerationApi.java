package io.streamgauge.mock;

import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/images/generations}: as many images as asked for, of bytes that no decoder reads. */
final class ImageGenerationApi implements Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int IMAGE_BYTES = 3 << 10;

    private final Generations generations;

    ImageGenerationApi(Generations generations) {
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = OpenAiRequest.object(call.body());
        var prompt = OpenAiRequest.requiredText(request, "prompt");
        var images = OpenAiRequest.whole(request, "n", 1, 1, 10);
        var format = request.path("response_format").asString("b64_json");
        if (!List.of("b64_json", "url").contains(format)) {
            throw Refusal.badRequest("response_format must be b64_json or url", "response_format");
        }
        var generation = generations.withoutTokens(call, "img-", prompt);
        var random = new SplittableRandom(generation.wordSeed());
        var body = JSON.createObjectNode().put("created", System.currentTimeMillis() / 1_000);
        var data = body.putArray("data");
        for (var image = 0; image < images; image++) {
            var bytes = new byte[IMAGE_BYTES];
            random.nextBytes(bytes);
            data.addObject()
                    .put(
                            format,
                            format.equals("url")
                                    ? "http://127.0.0.1/" + generation.id() + "/" + image + ".png"
                                    : Base64.getEncoder().encodeToString(bytes));
        }
        return new Reply.Delayed(generation, Reply.Whole.json(200, body.toString()));
    }
}
