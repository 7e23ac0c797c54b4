package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** NVIDIA's NV-CLIP: embeddings of texts and images in one list. */
record NvClipEndpoint() implements NumbersEndpoint {
    @Override
    public String name() {
        return "nvclip";
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.IMAGES);
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/embeddings";
    }

    @Override
    public Subject subject() {
        return Subject.EMBEDDINGS;
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
