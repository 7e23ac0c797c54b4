package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Which tokenizer makes prompts and counts answers. */
@Command(optionListHeading = "%nTokenizer%n")
final class TokenizerOptions {
    @Option(
            names = "--tokenizer",
            paramLabel = "NAME|PATH",
            description =
                    "A tokenizer file or directory, a Hugging Face name, or builtin. Default: the model's name; builtin with --mock.")
    @Nullable
    String tokenizer;

    @Option(
            names = "--tokenizer-revision",
            paramLabel = "REV",
            description = "Branch, tag or commit of a Hugging Face name. Default: main.")
    String revision = "main";

    @Option(
            names = "--isl-counting",
            paramLabel = "WHAT",
            description =
                    "Input length: text, the texts alone, as genai-perf counts; chat-template, with what the model's chat"
                            + " template adds, as the server counts. Default: text.")
    String islCounting = "text";

    @Option(
            names = "--tokenizer-trust-remote-code",
            hidden = true,
            description = "Accepted for genai-perf's sake; no code of a tokenizer is ever run.")
    boolean trustRemoteCode;
}
