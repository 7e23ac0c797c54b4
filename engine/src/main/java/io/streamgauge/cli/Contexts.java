package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.EndpointException;
import org.jspecify.annotations.Nullable;

/**
 * AIPerf's two beginnings of what is said: a system message that all share, and a message of each user's own.
 *
 * @param systemTokens 0 for none
 * @param userTokens 0 for none
 */
record Contexts(int systemTokens, int userTokens) {
    private static final String USER = "--user-context-prompt-length";

    static Contexts read(ProfileOptions options, Problems problems) {
        InputOptions input = options.input;
        Contexts contexts = new Contexts(
                tokens("--shared-system-prompt-length", input.sharedSystemTokens, problems),
                tokens(USER, input.userContextTokens, problems));
        problems.addIf(
                contexts.areGiven() && (input.numPrefixPrompts != null || input.prefixPromptLength != null),
                "--num-prefix-prompts or --prefix-prompt-length and --shared-system-prompt-length or " + USER
                        + ": both are what everything begins with; give one of the two");
        problems.addIf(
                contexts.userTokens() > 0 && options.file.inputFile != null,
                USER + " and --input-file: a file's users say what the file says; leave it out");
        problems.addIf(
                contexts.userTokens() > 0 && !sendsMessages(options.target.endpointType),
                USER + ": --endpoint-type " + options.target.endpointType
                        + " has no messages; use chat, responses, messages or ollama");
        return contexts;
    }

    private static int tokens(String option, @Nullable Integer given, Problems problems) {
        return given == null ? 0 : problems.positive(option, given, 1);
    }

    private static boolean sendsMessages(String endpointType) {
        try {
            return Endpoint.named(endpointType).sendsMessages();
        } catch (EndpointException e) {
            // A template has none; an unknown name is told elsewhere.
            return !endpointType.equals("template");
        }
    }

    boolean areGiven() {
        return systemTokens > 0 || userTokens > 0;
    }

    int systemMessages() {
        return systemTokens > 0 ? 1 : 0;
    }
}
