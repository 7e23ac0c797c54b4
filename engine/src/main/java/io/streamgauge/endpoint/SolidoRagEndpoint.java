package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** Solido's retrieval-augmented generation: queries, filters, and the model that answers. Whether it streams, the header Accept says. */
record SolidoRagEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "solido_rag";
    }

    @Override
    public String path(BodyOptions options) {
        return "/rag/api/prompt";
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.withError()
                .text(TextKind.ANSWER, "content")
                .endsUnmarked()
                .build();
    }

    /** The filters are AIPerf's; the user's field of that name takes their place. */
    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object();
        var queries = body.putArray("query");
        Conversation.texts(prompt, this).forEach(queries::add);
        body.putObject("filters").put("family", "Solido").put("tool", "SDE");
        body.put("inference_model", options.model());
        TokenLimits.most(body, "max_tokens", prompt);
        return body;
    }
}
