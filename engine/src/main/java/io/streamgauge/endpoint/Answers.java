package io.streamgauge.endpoint;

import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;

/** Fields of answers that several APIs share. */
final class Answers {
    private Answers() {}

    /** An error as a string or as an object with a message. */
    static TextPaths.Builder withError() {
        return TextPaths.builder().error("error").errorMessage("error.message");
    }

    /** OpenAI's name, error and token counts. */
    static TextPaths.Builder openAi() {
        return withError()
                .id("id")
                .usage(UsageField.PROMPT_TOKENS, "usage.prompt_tokens")
                .usage(UsageField.COMPLETION_TOKENS, "usage.completion_tokens")
                .usage(UsageField.CACHED_TOKENS, "usage.prompt_tokens_details.cached_tokens")
                .usage(UsageField.REASONING_TOKENS, "usage.completion_tokens_details.reasoning_tokens");
    }

    /** Responses' token counts, below the place of the response. */
    static TextPaths.Builder responses(String response) {
        return withError()
                .id(response + "id")
                .usage(UsageField.PROMPT_TOKENS, response + "usage.input_tokens")
                .usage(UsageField.COMPLETION_TOKENS, response + "usage.output_tokens")
                .usage(UsageField.CACHED_TOKENS, response + "usage.input_tokens_details.cached_tokens")
                .usage(UsageField.REASONING_TOKENS, response + "usage.output_tokens_details.reasoning_tokens");
    }
}
