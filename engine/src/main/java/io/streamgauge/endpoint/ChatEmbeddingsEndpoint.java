package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Prompt;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Embeddings of messages, by which vLLM embeds images and sounds beside texts. */
record ChatEmbeddingsEndpoint() implements NumbersEndpoint {
    @Override
    public String name() {
        return "chat_embeddings";
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
    public Set<Medium> carries() {
        return Medium.ALL;
    }

    @Override
    public boolean namesImages() {
        return true;
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        body.set("messages", MultimodalEndpoint.messages(prompt, options, this));
        return body;
    }
}
