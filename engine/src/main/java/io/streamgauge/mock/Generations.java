package io.streamgauge.mock;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Decides how long answers are and what they are called. Any thread. */
final class Generations {
    private final MockOptions options;

    Generations(MockOptions options) {
        this.options = options;
    }

    /**
     * Plans one answer.
     *
     * @param idPrefix what its id starts with
     * @param maxTokens most tokens asked for, or -1
     */
    Generation plan(
            Call call, String idPrefix, String prompt, int choices, int maxTokens, int minTokens, boolean ignoreEos) {
        var seed = Words.mix(options.seed() + 0x9E3779B97F4A7C15L * (call.number() + 1));
        var eos = options.eosAfterTokens() == 0 || ignoreEos
                ? Integer.MAX_VALUE
                : Math.max(options.eosAfterTokens(), minTokens);
        var natural = maxTokens < 0 ? Math.min(eos, Math.max(options.defaultOutputTokens(), minTokens)) : eos;
        var cut = maxTokens >= 0 && maxTokens <= natural;
        var tokens = cut ? maxTokens : natural;
        var fault = call.fault();
        var wrong = fault != null && fault.kind() == FaultKind.WRONG_USAGE;
        return new Generation(
                idPrefix + hex(seed),
                call.number(),
                options.promptTokens().applyAsInt(prompt),
                tokens,
                0,
                choices,
                seed,
                cut ? "length" : "stop",
                wrong ? 2 * tokens + 1 : tokens);
    }

    /** Plans one answer of a single choice that may be ended by an end of sequence. */
    Generation plan(Call call, String idPrefix, String prompt, int maxTokens, JsonNode limits) {
        var ignoreEos = limits.path("ignore_eos").asBoolean(false);
        var minTokens = OpenAiRequest.whole(limits, "min_tokens", 0, 0, 1 << 24);
        return plan(call, idPrefix, prompt, 1, maxTokens, minTokens, ignoreEos);
    }

    /** What stands for work that gives no tokens: due when a first token would be. */
    Generation withoutTokens(Call call, String idPrefix, String prompt) {
        return plan(call, idPrefix, prompt, 1, 0, 0, true);
    }

    /** What the places of all templates are filled with. */
    static Map<String, String> values(Generation generation, String model) {
        var values = new HashMap<String, String>();
        values.put("id", generation.id());
        values.put("model", unquoted(model));
        values.put("created", Long.toString(System.currentTimeMillis() / 1_000));
        values.put("finish", generation.finishReason());
        values.put("prompt_tokens", Integer.toString(generation.promptTokens()));
        values.put("one_completion_tokens", Integer.toString(generation.claimedTokens()));
        values.put("one_tokens", Integer.toString(generation.promptTokens() + generation.claimedTokens()));
        values.put("all_completion_tokens", Integer.toString(generation.allClaimedTokens()));
        values.put("all_tokens", Integer.toString(generation.promptTokens() + generation.allClaimedTokens()));
        return values;
    }

    /** The text escaped for the inside of a JSON string. */
    static String unquoted(String text) {
        var quoted = Errors.quoted(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String hex(long number) {
        var digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
