package io.streamgauge.cli;

import io.streamgauge.endpoint.Endpoint;
import io.streamgauge.endpoint.EndpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AIPerf's two beginnings of what is said: a system message that all share, and a message of each user's own.
 *
 * @param systemTokens 0 for none
 * @param userTokens 0 for none
 * @param systemText what the system message says, where that was given; null where not
 */
record Contexts(int systemTokens, int userTokens, @Nullable String systemText) {
    private static final String SYSTEM = "--shared-system-prompt-length";
    private static final String USER = "--user-context-prompt-length";

    static Contexts read(ProfileOptions options, Problems problems) {
        InputOptions input = options.input;
        Contexts contexts = new Contexts(
                tokens(SYSTEM, input.sharedSystemTokens, problems),
                tokens(USER, input.userContextTokens, problems),
                systemText(options, problems));
        long systems = Stream.of(input.sharedSystemTokens, input.systemPrompt, input.systemPromptFile)
                .filter(Objects::nonNull)
                .count();
        problems.addIf(
                systems > 1,
                SYSTEM + ", --system-prompt and --system-prompt-file: there is one system message; give one of them");
        problems.addIf(
                contexts.areGiven() && (input.numPrefixPrompts != null || input.prefixPromptLength != null),
                "--num-prefix-prompts or --prefix-prompt-length and --system-prompt, " + SYSTEM + " or " + USER
                        + ": both are what everything begins with; give one of the two");
        problems.addIf(
                contexts.userTokens() > 0 && options.file.inputFile != null,
                USER + " and --input-file: a file's users say what the file says; leave it out");
        String messages = contexts.userTokens() > 0 ? USER : contexts.systemText() != null ? "--system-prompt" : null;
        problems.addIf(
                messages != null && !sendsMessages(options.target.endpointType),
                messages + ": --endpoint-type " + options.target.endpointType
                        + " has no messages; use chat, responses, messages or ollama");
        problems.addIf(
                input.systemPrompt != null && options.results.redactPrompts,
                "--system-prompt and --redact-prompts: the plan beside the results would hold the text; give it by --system-prompt-file");
        return contexts;
    }

    private static @Nullable String systemText(ProfileOptions options, Problems problems) {
        String text = options.input.systemPrompt;
        Path file = options.input.systemPromptFile;
        try {
            text = file == null ? text : Files.readString(file);
        } catch (IOException e) {
            problems.add(
                    "--system-prompt-file " + file + ": cannot be read as UTF-8 text; give a file with nothing else");
            return null;
        }
        problems.addIf(text != null && text.isBlank(), "--system-prompt: the text is empty; leave it out for none");
        return text;
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
        return systemTokens > 0 || userTokens > 0 || systemText != null;
    }

    int systemMessages() {
        return systemTokens > 0 ? 1 : 0;
    }
}
