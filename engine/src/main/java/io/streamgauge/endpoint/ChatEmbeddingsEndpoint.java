package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ArrayNode;
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
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        ArrayNode messages = switch (prompt.content()) {
            case Content.Plain plain -> Conversation.of(prompt, options);
            case Content.Messages given -> Conversation.of(prompt, options);
            case Content.Media media -> MultimodalEndpoint.messages(prompt, options, media);
            case Content.Texts texts -> throw Conversation.refused(this, "several texts");
            case Content.Ranking ranking -> throw Conversation.refused(this, "a ranking");
            case Content.Body body -> throw new IllegalArgumentException("a whole body has no messages to build");
        };
        var body = Json.object().put("model", options.model());
        body.set("messages", messages);
        return body;
    }
}
