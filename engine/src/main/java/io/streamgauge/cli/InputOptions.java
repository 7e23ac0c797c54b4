package io.streamgauge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is asked of the model: prompts and the length of answers. */
@Command(optionListHeading = "%nWhat is asked%n")
final class InputOptions {
    @Option(
            names = {"--synthetic-input-tokens-mean", "--isl"},
            paramLabel = "N",
            description = "Mean length of prompts in tokens, prefix apart. Default: 550.")
    @Nullable
    Integer inputTokensMean;

    @Option(
            names = "--synthetic-input-tokens-stddev",
            paramLabel = "N",
            description = "Standard deviation of prompt lengths. Default: 0.")
    double inputTokensStddev;

    @Option(
            names = {"--num-prompts", "--num-dataset-entries"},
            paramLabel = "N",
            description = "Distinct prompts to make; used in turn. Default: 100.")
    @Nullable
    Integer numPrompts;

    @Option(
            names = "--prompt-corpus",
            paramLabel = "KIND",
            description =
                    "What made prompts, and those of traces, are cut out of: sonnet (prose), coding (code, shell sessions, stack traces, JSON, patches) or random (words of the tokenizer's vocabulary, without sense). Lengths are exact in each. Default: sonnet.")
    String promptCorpus = "sonnet";

    @Option(
            names = "--random-corpus-style",
            paramLabel = "STYLE",
            description = "Whose random prompts: vllm, without special tokens. Default: that.")
    String randomCorpusStyle = "vllm";

    @Option(
            names = "--cache-bust",
            description =
                    "Begin each request with eight hex digits of its own, so that no server finds any of it in its prefix cache, not even a shared prefix. Prompts differ without it where --num-prompts is at least --request-count.")
    boolean cacheBust;

    @Option(
            names = {"--batch-size-text", "--prompt-batch-size", "--batch-size", "-b"},
            paramLabel = "N",
            description =
                    "Texts in one request, where the API takes several; with rankings the passages of a query. Default: 1.")
    @Nullable
    Integer textBatch;

    @Option(
            names = "--rankings-passages-stddev",
            paramLabel = "N",
            description =
                    "With rankings: standard deviation of the number of passages, whose mean is --batch-size-text. Default: 0.")
    @Nullable
    Double rankingsPassagesStddev;

    @Option(
            names = "--rankings-query-prompt-token-mean",
            paramLabel = "N",
            description =
                    "With rankings: mean length of queries in tokens; --isl is that of passages then. Default: as passages.")
    @Nullable
    Integer rankingsQueryTokens;

    @Option(
            names = "--rankings-query-prompt-token-stddev",
            paramLabel = "N",
            description = "Its standard deviation. Default: 0.")
    @Nullable
    Double rankingsQueryStddev;

    @Option(
            names = "--num-prefix-prompts",
            paramLabel = "N",
            description = "Distinct prefixes to choose from; 0 for none. Default: 0.")
    @Nullable
    Integer numPrefixPrompts;

    @Option(
            names = "--prefix-prompt-length",
            paramLabel = "N",
            description = "Length of each prefix in tokens. Default: 100.")
    @Nullable
    Integer prefixPromptLength;

    @Option(
            names = "--prefix-role",
            paramLabel = "ROLE",
            description =
                    "Where a prefix goes: user (in front of the prompt, as genai-perf) or system (a message of its own). Default: user.")
    String prefixRole = "user";

    @Option(
            names = "--shared-system-prompt-length",
            paramLabel = "N",
            description =
                    "Begin everything with one system message of N tokens, the same in all requests and sessions; in place of prefixes. Default: none.")
    @Nullable
    Integer sharedSystemTokens;

    @Option(
            names = "--system-prompt",
            paramLabel = "TEXT",
            description =
                    "Begin everything with this system message, as it is, whatever its length; in place of one of a length. Default: none.")
    @Nullable
    String systemPrompt;

    @Option(names = "--system-prompt-file", paramLabel = "FILE", description = "The same with the text in this file.")
    @Nullable
    Path systemPromptFile;

    /** How often a system message is asked for, which makes sense once. */
    long systemMessages() {
        return Stream.of(sharedSystemTokens, systemPrompt, systemPromptFile)
                .filter(Objects::nonNull)
                .count();
    }

    @Option(
            names = "--user-context-prompt-length",
            paramLabel = "N",
            description =
                    "Let each user say N tokens of their own first, a message before the prompt: different for each session, or for each of --num-prompts. Default: none.")
    @Nullable
    Integer userContextTokens;

    @Option(
            names = "--random-seed",
            paramLabel = "N",
            description = "Same seed, same prompts, on any machine. Default: 0.")
    long randomSeed;

    @Option(
            names = {"--output-tokens-mean", "--osl"},
            paramLabel = "N",
            description = "Ask for this many output tokens (max_tokens). Default: what the server does unasked.")
    @Nullable
    Integer outputTokensMean;

    @Option(
            names = "--output-tokens-stddev",
            paramLabel = "N",
            description = "Standard deviation of the output tokens asked for. Default: 0.")
    @Nullable
    Double outputTokensStddev;

    @Option(
            names = "--ignore-eos",
            description = "Send ignore_eos: the model goes on until max_tokens. Only where the server knows the field.")
    boolean ignoreEos;

    @Option(
            names = "--min-tokens",
            paramLabel = "N",
            description = "Send min_tokens. Only where the server knows the field.")
    @Nullable
    Integer minTokens;

    @Option(
            names = "--force-min-tokens",
            description =
                    "Send min_tokens with as many tokens as the request asks for, so that no answer is shorter. Only where the server knows the field.")
    boolean forceMinTokens;

    @Option(
            names = "--usage",
            negatable = true,
            fallbackValue = "true",
            defaultValue = "true",
            description =
                    "Ask streaming servers for their own token counts (stream_options.include_usage). On by default; dropped where refused.")
    boolean usage = true;

    @Option(
            names = "--extra-inputs",
            arity = "1..*",
            paramLabel = "NAME:VALUE|JSON",
            description =
                    "Add a field to each request body: name:value, name (null), or a JSON object; repeat for more.")
    List<String> extraInputs = new ArrayList<>();
}
