package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
    public TextPaths streamPaths() {
        return answers("choices[].delta.");
    }

    @Override
    public TextPaths wholePaths() {
        return answers("choices[].message.");
    }

    /** Reasoning has two names: DeepSeek's, and the one of newer vLLM. */
    static TextPaths answers(String message) {
        return Answers.openAi()
                .text(TextKind.ANSWER, message + "content")
                .text(TextKind.ANSWER, message + "refusal")
                .text(TextKind.REASONING, message + "reasoning_content")
                .text(TextKind.REASONING, message + "reasoning")
                .text(TextKind.TOOL_CALL, message + "tool_calls[].function.arguments")
                .text(TextKind.TOOL_CALL, message + "function_call.arguments")
                .finishReason("choices[].finish_reason")
                .build();
    }

    @Override
    public boolean sendsMessages() {
        return true;
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        return switch (prompt.content()) {
            case Content.Plain plain -> body(prompt, options, Conversation.of(prompt, options));
            case Content.Messages messages -> body(prompt, options, Conversation.of(prompt, options));
            case Content.Media media -> body(prompt, options, MultimodalEndpoint.messages(prompt, options, media));
            case Content.Texts texts -> throw Conversation.refused(this, "several texts");
            case Content.Ranking ranking -> throw Conversation.refused(this, "a ranking");
            case Content.Body body -> throw new IllegalArgumentException("a whole body has no messages to build");
        };
    }

    static ObjectNode body(Prompt prompt, BodyOptions options, ArrayNode messages) {
        var body = Json.object().put("model", options.model());
        body.set("messages", messages);
        Json.stream(body, options);
        TokenLimits.openAi(body, prompt, options);
        return body;
    }
}
