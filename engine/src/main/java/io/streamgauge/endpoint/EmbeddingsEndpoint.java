package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's embeddings, and vLLM's pooling, which asks the same and answers with whatever the model's pooler gives. */
record EmbeddingsEndpoint(String name, String path) implements NumbersEndpoint {
    @Override
    public String path(BodyOptions options) {
        return path;
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
