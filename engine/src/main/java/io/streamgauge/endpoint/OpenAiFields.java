package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** The fields behind the prompt that OpenAI's chat and completions bodies share. */
final class OpenAiFields {
    private OpenAiFields() {}

    static byte[] finish(ObjectNode body, Prompt prompt, BodyOptions options) {
        if (options.streaming()) {
            body.put("stream", true);
            if (options.includeUsage()) {
                body.putObject("stream_options").put("include_usage", true);
            }
        }
        if (prompt.outputTokens() != Prompt.OUTPUT_UNSET) {
            body.put("max_tokens", prompt.outputTokens());
        }
        if (options.minTokens() > 0) {
            body.put("min_tokens", options.minTokens());
        }
        if (options.ignoreEos()) {
            body.put("ignore_eos", true);
        }
        options.extras().addTo(body);
        return Json.bytes(body);
    }
}
