package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
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
    public TextPaths streamPaths() {
        return Answers.withError()
                .id("message.id")
                .text(TextKind.ANSWER, "delta.text")
                .text(TextKind.REASONING, "delta.thinking")
                .text(TextKind.TOOL_CALL, "delta.partial_json")
                .finishReason("delta.stop_reason")
                .usage(UsageField.PROMPT_TOKENS, "message.usage.input_tokens")
                .usage(UsageField.CACHED_TOKENS, "message.usage.cache_read_input_tokens")
                .usage(UsageField.COMPLETION_TOKENS, "usage.output_tokens")
                .build();
    }

    @Override
    public TextPaths wholePaths() {
        return Answers.withError()
                .id("id")
                .text(TextKind.ANSWER, "content[].text")
                .text(TextKind.REASONING, "content[].thinking")
                .finishReason("stop_reason")
                .usage(UsageField.PROMPT_TOKENS, "usage.input_tokens")
                .usage(UsageField.CACHED_TOKENS, "usage.cache_read_input_tokens")
                .usage(UsageField.COMPLETION_TOKENS, "usage.output_tokens")
                .build();
    }

    @Override
    public boolean sendsMessages() {
        return true;
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
