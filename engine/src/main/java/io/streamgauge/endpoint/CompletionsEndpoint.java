package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's older completions. The prompt is a list of texts, as genai-perf sends it. */
record CompletionsEndpoint() implements Endpoint {
    @Override
    public String name() {
        return "completions";
    }

    @Override
    public String path(BodyOptions options) {
        return "/v1/completions";
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.openAi()
                .text(TextKind.ANSWER, "choices[].text")
                .finishReason("choices[].finish_reason")
                .build();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        var texts = body.putArray("prompt");
        Conversation.texts(prompt, this).forEach(texts::add);
        Json.stream(body, options);
        TokenLimits.openAi(body, prompt, options);
        return body;
    }
}
