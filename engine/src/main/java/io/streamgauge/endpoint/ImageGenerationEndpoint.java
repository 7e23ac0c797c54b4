package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's image generation. How many images an answer has is {@code n} of the user's fields, or 1. A stream has an event for each
 * partial image and one for the last; few servers have streams, so they are asked for only where the user does.
 */
record ImageGenerationEndpoint() implements Endpoint {
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

    @Override
    public boolean streamsUnasked() {
        return false;
    }

    @Override
    public boolean asksForUsage() {
        return false;
    }

    /** What marks an event as an image is its type: the image itself is of no use here, and large. */
    @Override
    public TextPaths streamPaths() {
        return Answers.withError().text(TextKind.ANSWER, "type").endsUnmarked().build();
    }

    @Override
    public TextPaths wholePaths() {
        return Answers.openAi().build();
    }

    /** Those that are asked for. */
    @Override
    public int images(Prompt prompt, BodyOptions options) {
        return imagesAsked(prompt, options);
    }

    static int imagesAsked(Prompt prompt, BodyOptions options) {
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

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var fields = asked(Conversation.text(prompt, this), options);
        if (options.streaming()) {
            fields.put("stream", true);
        }
        return fields;
    }

    /** The image itself and not its address, as AIPerf asks: SGLang gives nothing else. */
    static ObjectNode asked(String text, BodyOptions options) {
        return Json.object()
                .put("prompt", text)
                .put("model", options.model())
                .put("response_format", "b64_json")
                .put(COUNT, 1);
    }
}
