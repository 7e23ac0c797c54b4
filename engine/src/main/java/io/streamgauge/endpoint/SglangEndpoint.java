package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
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

    /** Each event repeats the text of those before it, unless the server was started to stream what is new alone. */
    @Override
    public TextPaths streamPaths() {
        return Answers.withError()
                .repeatsText()
                .id("meta_info.id")
                .text(TextKind.ANSWER, "text")
                .finishReason("meta_info.finish_reason.type")
                .usage(UsageField.PROMPT_TOKENS, "meta_info.prompt_tokens")
                .usage(UsageField.COMPLETION_TOKENS, "meta_info.completion_tokens")
                .usage(UsageField.CACHED_TOKENS, "meta_info.cached_tokens")
                .build();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("text", Conversation.text(prompt, this));
        var sampling = Json.object();
        TokenLimits.most(sampling, "max_new_tokens", prompt);
        TokenLimits.least(sampling, "min_new_tokens", prompt, options);
        if (!sampling.isEmpty()) {
            body.set("sampling_params", sampling);
        }
        if (options.streaming()) {
            body.put("stream", true);
        }
        return body;
    }
}
