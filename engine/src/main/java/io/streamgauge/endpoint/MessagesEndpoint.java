package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages. The limit on the answer's length is not optional there. */
record MessagesEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "messages";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", "2023-06-01");
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        boolean limited =
                prompt.outputTokens() != Prompt.OUTPUT_UNSET || options.extras().get("max_tokens") != null;
        if (!limited) {
            throw new EndpointException(
                    "endpoint type 'messages' needs a limit on the answer; add --output-tokens-mean");
        }
        var body = Json.object().put("model", options.model());
        body.set("messages", Conversation.withoutSystem(prompt, options));
        if (Conversation.hasSystem(prompt, options)) {
            body.put("system", prompt.prefix());
        }
        if (options.streaming()) {
            body.put("stream", true);
        }
        TokenLimits.openAi(body, prompt, options);
        return body;
    }
}
