package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's image generation. How many images an answer has is {@code n} of the user's fields, or 1. */
record ImageGenerationEndpoint() implements NumbersEndpoint {
    private static final String COUNT = "n";

    @Override
    public String name() {
        return "image_generation";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/images/generations";
    }

    @Override
    public Subject subject() {
        return Subject.IMAGE_GENERATION;
    }

    /** Those that are asked for. */
    @Override
    public int images(Prompt prompt, BodyOptions options) {
        if (prompt.fields() != null) {
            var own =
                    Json.parseObject(prompt.fields(), "the fields of a request").path(COUNT);
            if (own.isIntegralNumber()) {
                return Math.max(1, own.asInt(1));
            }
        }
        var asked = options.extras().get(COUNT);
        return asked == null ? 1 : Math.max(1, asked.asInt(1));
    }

    /** The image itself and not its address, as AIPerf asks: SGLang gives nothing else. */
    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        return Json.object()
                .put("prompt", Conversation.text(prompt, this))
                .put("model", options.model())
                .put("response_format", "b64_json")
                .put(COUNT, 1);
    }
}
