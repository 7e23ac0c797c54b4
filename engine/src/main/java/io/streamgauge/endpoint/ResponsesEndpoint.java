package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
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

    /** Every event's text is its {@code delta}. An output has a status of its own only where the response is complete. */
    @Override
    public TextPaths streamPaths() {
        return Answers.responses("response.")
                .text(TextKind.ANSWER, "delta")
                .finishReason("response.output[].status")
                .error("response.error")
                .errorMessage("response.error.message")
                .build();
    }

    @Override
    public TextPaths wholePaths() {
        return Answers.responses("")
                .text(TextKind.ANSWER, "output[].content[].text")
                .text(TextKind.REASONING, "output[].summary[].text")
                .text(TextKind.TOOL_CALL, "output[].arguments")
                .finishReason("status")
                .build();
    }

    @Override
    public boolean sendsMessages() {
        return true;
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
        TokenLimits.least(body, "min_tokens", prompt, options);
        return body;
    }
}
