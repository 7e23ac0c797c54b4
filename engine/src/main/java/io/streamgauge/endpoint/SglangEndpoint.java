package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** SGLang's own API. */
record SglangEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "sglang";
    }

    @Override
    public String path(BodyOptions options) {
        return "/generate";
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("text", Conversation.text(prompt, this));
        var sampling = Json.object();
        TokenLimits.most(sampling, "max_new_tokens", prompt);
        TokenLimits.least(sampling, "min_new_tokens", options);
        if (!sampling.isEmpty()) {
            body.set("sampling_params", sampling);
        }
        if (options.streaming()) {
            body.put("stream", true);
        }
        return body;
    }
}
