package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
import tools.jackson.databind.node.ObjectNode;

/** Ollama's chat. It streams unless told not to, one JSON object a line. */
record OllamaEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "ollama";
    }

    @Override
    public String path(BodyOptions options) {
        return "/api/chat";
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.withError()
                .jsonLines()
                .text(TextKind.ANSWER, "message.content")
                .text(TextKind.REASONING, "message.thinking")
                .finishReason("done_reason")
                .usage(UsageField.PROMPT_TOKENS, "prompt_eval_count")
                .usage(UsageField.COMPLETION_TOKENS, "eval_count")
                .build();
    }

    @Override
    public boolean sendsMessages() {
        return true;
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        body.set("messages", Conversation.of(prompt, options));
        body.put("stream", options.streaming());
        if (prompt.outputTokens() != Prompt.OUTPUT_UNSET) {
            body.putObject("options").put("num_predict", prompt.outputTokens());
        }
        return body;
    }
}
