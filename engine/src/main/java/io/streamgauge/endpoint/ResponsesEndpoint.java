package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's Responses. A prefix of its own is its {@code instructions}. */
record ResponsesEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "responses";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/responses";
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        if (prompt.content() instanceof Content.Messages) {
            body.set("input", Conversation.withoutSystem(prompt, options));
        } else if (Conversation.hasSystem(prompt, options)) {
            body.put("input", prompt.text());
        } else {
            body.put("input", Conversation.text(prompt, this));
        }
        if (Conversation.hasSystem(prompt, options)) {
            body.put("instructions", prompt.prefix());
        }
        if (options.streaming()) {
            body.put("stream", true);
        }
        TokenLimits.most(body, "max_output_tokens", prompt);
        TokenLimits.least(body, "min_tokens", options);
        return body;
    }
}
