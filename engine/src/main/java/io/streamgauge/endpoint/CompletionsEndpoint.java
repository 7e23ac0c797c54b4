package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;

/** OpenAI's older completions. The prompt is a list of one text, as genai-perf sends it. */
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
    public byte[] body(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model());
        body.putArray("prompt").add(prompt.joined());
        return OpenAiFields.finish(body, prompt, options);
    }
}
