package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's embeddings. */
record EmbeddingsEndpoint() implements NumbersEndpoint {
    @Override
    public String name() {
        return "embeddings";
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
        var texts = body.putArray("input");
        Conversation.texts(prompt, this).forEach(texts::add);
        return body;
    }
}
