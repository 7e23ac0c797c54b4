package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's embeddings. */
record EmbeddingsEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "embeddings";
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
        var texts = body.putArray("input");
        Conversation.texts(prompt, this).forEach(texts::add);
        return body;
    }
}
