package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.EndpointException;
import io.streamgauge.prompt.Prefix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * AIPerf's two beginnings of what is said: a system message that all share, and a message of each user's own.
 *
 * @param system message, one that is not there for none
 * @param userTokens 0 for none
 */
record Contexts(Prefix system, int userTokens) {
    private static final String SYSTEM = "--shared-system-prompt-length";
    private static final String USER = "--user-context-prompt-length";

    static Contexts read(ProfileOptions options, Problems problems) {
        InputOptions input = options.input;
        Contexts contexts = new Contexts(system(input, problems), userTokens(input.userContextTokens, problems));
        problems.addIf(
                input.systemMessages() > 1,
                SYSTEM + ", --system-prompt and --system-prompt-file: there is one system message; give one of them");
        problems.addIf(
                contexts.areGiven() && (input.numPrefixPrompts != null || input.prefixPromptLength != null),
                "--num-prefix-prompts or --prefix-prompt-length and --system-prompt, " + SYSTEM + " or " + USER
                        + ": both are what everything begins with; give one of the two");
        problems.addIf(
                contexts.userTokens() > 0 && options.file.inputFile != null,
                USER + " and --input-file: a file's users say what the file says; leave it out");
        boolean sendsMessages = sendsMessages(options.target.endpointType);
        String why = ": --endpoint-type " + options.target.endpointType
                + " has no messages; use chat, responses, messages or ollama";
        problems.addIf(contexts.userTokens() > 0 && !sendsMessages, USER + why);
        problems.addIf(contexts.system() instanceof Prefix.Given && !sendsMessages, "--system-prompt" + why);
        problems.addIf(
                input.systemPrompt != null && options.results.redactPrompts,
                "--system-prompt and --redact-prompts: the plan beside the results would hold the text; give it by --system-prompt-file");
        return contexts;
    }

    private static Prefix system(InputOptions input, Problems problems) {
        String text = input.systemPrompt;
        Path file = input.systemPromptFile;
        try {
            text = file == null ? text : Files.readString(file);
        } catch (IOException e) {
            problems.add(
                    "--system-prompt-file " + file + ": cannot be read as UTF-8 text; give a file with nothing else");
        }
        if (text == null) {
            Integer tokens = input.sharedSystemTokens;
            return tokens == null ? Prefix.NONE : new Prefix.Made(1, problems.positive(SYSTEM, tokens, 1));
        }
        problems.addIf(text.isBlank(), "--system-prompt: the text is empty; leave it out for none");
        return new Prefix.Given(text);
    }

    private static int userTokens(@Nullable Integer given, Problems problems) {
        return given == null ? 0 : problems.positive(USER, given, 1);
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
        return system.isThere() || userTokens > 0;
    }
}
