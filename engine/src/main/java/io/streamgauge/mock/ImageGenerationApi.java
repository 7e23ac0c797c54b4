package io.streamgauge.mock;

import io.streamgauge.mock.StreamShape.TextEvent;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /v1/images/generations}, and {@code /v1/images/edits}, where the request is a form with an image: as many images as
 * asked for, of bytes that no decoder reads. A generation is streamed where that is asked for, with {@code partial_images}.
 */
final class ImageGenerationApi implements Api {
    /** Where requests are forms. */
    static final String EDITS = "/v1/images/edits";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int IMAGE_BYTES = 3 << 10;

    private final Generations generations;

    ImageGenerationApi(Generations generations) {
        this.generations = generations;
    }

    @Override
    public Reply reply(Call call) {
        var request = call.path().equals(EDITS) ? edit(call) : OpenAiRequest.object(call.body());
        var prompt = OpenAiRequest.requiredText(request, "prompt");
        var images = OpenAiRequest.whole(request, "n", 1, 1, 10);
        var format = request.path("response_format").asString("b64_json");
        if (!List.of("b64_json", "url").contains(format)) {
            throw Refusal.badRequest("response_format must be b64_json or url", "response_format");
        }
        if (request.path("stream").asBoolean(false)) {
            return streamed(call, prompt, OpenAiRequest.whole(request, "partial_images", 0, 0, 3));
        }
        var generation = generations.withoutTokens(call, "img-", prompt);
        var random = new SplittableRandom(generation.wordSeed());
        var body = JSON.createObjectNode().put("created", System.currentTimeMillis() / 1_000);
        var data = body.putArray("data");
        for (var image = 0; image < images; image++) {
            data.addObject()
                    .put(
                            format,
                            format.equals("url")
                                    ? "http://127.0.0.1/" + generation.id() + "/" + image + ".png"
                                    : image(random));
        }
        return new Reply.Delayed(generation, Reply.Whole.json(200, body.toString()));
    }

    /** The form's fields as those of the other request. */
    private static ObjectNode edit(Call call) {
        var parts = Form.parts(call);
        if (!parts.containsKey("image") && !parts.containsKey("url")) {
            throw Refusal.badRequest("image is required", "image");
        }
        var fields = JSON.createObjectNode();
        parts.forEach((name, value) -> {
            if (name.equals("n")) {
                fields.set(name, JSON.readTree(value));
            } else if (!name.equals("image") && !name.equals("stream")) {
                fields.put(name, value);
            }
        });
        return fields;
    }

    /** Partial images stand where reasoning does in a text, the whole one where its answer is. */
    private Reply streamed(Call call, String prompt, int partial) {
        var generation =
                generations.plan(call, "img-", prompt, 1, partial + 1, 0, true).withReasoning(partial);
        var random = new SplittableRandom(generation.wordSeed());
        var shape = StreamShape.ofText(
                StreamShape.SSE,
                TextEvent.same(event("image_generation.partial_image", image(random))),
                TextEvent.same(event("image_generation.completed", image(random))),
                List.of(),
                "");
        return new Reply.Streamed(generation, StreamScript.of(shape, Map.of()));
    }

    private static String event(String type, String image) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"b64_json\":\"" + image + "\"}\n\n";
    }

    private static String image(SplittableRandom random) {
        var bytes = new byte[IMAGE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
