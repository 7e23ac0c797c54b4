package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import java.util.Set;
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
    public Set<Medium> carries() {
        return Medium.ALL;
    }

    @Override
    public boolean namesImages() {
        return true;
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        return body(prompt, options, MultimodalEndpoint.messages(prompt, options, this));
    }

    static ObjectNode body(Prompt prompt, BodyOptions options, ArrayNode messages) {
        var body = Json.object().put("model", options.model());
        body.set("messages", messages);
        Json.stream(body, options);
        TokenLimits.openAi(body, prompt, options);
        return body;
    }
}
