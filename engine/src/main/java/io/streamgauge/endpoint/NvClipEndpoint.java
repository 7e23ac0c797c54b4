package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** NVIDIA's NV-CLIP: embeddings of texts and images in one list. */
record NvClipEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "nvclip";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/embeddings";
    }

    @Override
    public Kind kind() {
        return Kind.EMBEDDINGS;
    }

    @Override
    public boolean streams() {
        return false;
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.openAi().build();
    }

    @Override
    public TextPaths wholePaths() {
        return streamPaths();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        var input = body.putArray("input");
        if (prompt.content() instanceof Content.Media media) {
            if (!prompt.text().isEmpty()) {
                input.add(prompt.joined());
            }
            media.imageUrls().forEach(input::add);
        } else {
            Conversation.texts(prompt, this).forEach(input::add);
        }
        return body;
    }
}
