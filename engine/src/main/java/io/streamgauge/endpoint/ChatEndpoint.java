package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ArrayNode;

/** OpenAI's chat completions. */
record ChatEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "chat";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/chat/completions";
    }

    @Override
    public byte[] body(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        body.set("messages", messages(prompt, options));
        return OpenAiFields.finish(body, prompt, options);
    }

    private static ArrayNode messages(Prompt prompt, BodyOptions options) {
        var messages = Json.array();
        var prefix = prompt.prefix();
        if (prefix != null && options.prefixRole() == BodyOptions.PrefixRole.SYSTEM) {
            messages.addObject().put("role", "system").put("content", prefix);
            messages.addObject().put("role", "user").put("content", prompt.text());
        } else {
            messages.addObject().put("role", "user").put("content", prompt.joined());
        }
        return messages;
    }
}
