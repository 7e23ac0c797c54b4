package io.streamgauge.endpoint;

/**
 * What all request bodies of a run have in common. How long an answer may be is each prompt's own
 * {@link io.streamgauge.prompt.Prompt#outputTokens()}.
 *
 * @param model name of the model as the server knows it
 * @param streaming whether the answer is to come token by token
 * @param includeUsage whether a streamed answer is to end with the server's own token counts, where the API can be asked
 * @param minTokens least number of output tokens, 0 for none, or {@link #AS_MANY_AS_ASKED}; not every server knows the field
 * @param ignoreEos whether the answer runs to its full length; not every server knows the field
 * @param prefixRole the message that carries a prompt's prefix
 * @param extras fields added by the user
 */
public record BodyOptions(
        String model,
        boolean streaming,
        boolean includeUsage,
        int minTokens,
        boolean ignoreEos,
        PrefixRole prefixRole,
        ExtraInputs extras) {

    /** An answer has to have all tokens that it may have. */
    public static final int AS_MANY_AS_ASKED = -1;

    /** Who says a prompt's prefix. */
    public enum PrefixRole {
        /** The start of the user's message, as genai-perf has it. */
        USER,
        /** A system message of its own, where the API has such a thing. */
        SYSTEM
    }

    public BodyOptions {
        if (model.isBlank()) {
            throw new IllegalArgumentException("model is blank");
        }
        if (minTokens < AS_MANY_AS_ASKED) {
            throw new IllegalArgumentException("minTokens: " + minTokens);
        }
    }

    /** Streaming, with usage, the prefix in the user's message, and nothing added. */
    public static BodyOptions streaming(String model) {
        return new BodyOptions(model, true, true, 0, false, PrefixRole.USER, ExtraInputs.NONE);
    }

    /** The same for another model. */
    public BodyOptions withModel(String name) {
        return new BodyOptions(name, streaming, includeUsage, minTokens, ignoreEos, prefixRole, extras);
    }

    /** The same without asking for the server's own token counts. */
    public BodyOptions withoutUsage() {
        return new BodyOptions(model, streaming, false, minTokens, ignoreEos, prefixRole, extras);
    }
}
