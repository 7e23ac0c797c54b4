package io.streamgauge.endpoint;

import io.streamgauge.prompt.Prompt;
import tools.jackson.databind.node.ObjectNode;

/** How long an answer may and must be, in the words of each API. */
final class TokenLimits {
    private TokenLimits() {}

    /** OpenAI's chat and completions, with the two fields that vLLM and its kin add. */
    static void openAi(ObjectNode body, Prompt prompt, BodyOptions options) {
        most(body, "max_tokens", prompt);
        least(body, "min_tokens", prompt, options);
    }

    static void most(ObjectNode body, String name, Prompt prompt) {
        if (prompt.outputTokens() != Prompt.OUTPUT_UNSET) {
            body.put(name, prompt.outputTokens());
        }
    }

    static void least(ObjectNode body, String name, Prompt prompt, BodyOptions options) {
        if (options.minTokens() == BodyOptions.AS_MANY_AS_ASKED) {
            most(body, name, prompt);
        } else if (options.minTokens() > 0) {
            body.put(name, options.minTokens());
        }
        if (options.ignoreEos()) {
            body.put("ignore_eos", true);
        }
    }
}
