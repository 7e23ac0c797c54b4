package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** Triton's generate extension. Its streaming has a path of its own. */
record GenerateEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v2/models/" + options.model() + (options.streaming() ? "/generate_stream" : "/generate");
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.withError()
                .id("id")
                .text(TextKind.ANSWER, "text_output")
                .endsUnmarked()
                .build();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object();
        var texts = body.putArray("text_input");
        Conversation.texts(prompt, this).forEach(texts::add);
        if (options.streaming()) {
            body.put("stream", true);
        }
        TokenLimits.most(body, "max_tokens", prompt);
        TokenLimits.least(body, "min_tokens", prompt, options);
        return body;
    }
}
