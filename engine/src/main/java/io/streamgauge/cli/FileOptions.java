package io.streamgauge.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Requests out of a file. */
@Command(optionListHeading = "%nRequests from a file%n")
final class FileOptions {
    @Option(
            names = "--input-file",
            paramLabel = "FILE|DIR",
            description =
                    "Take requests from a file, or from a directory with queries.jsonl and passages.jsonl, with images and sounds, or with the files of a format that has several; synthetic:queries,passages makes rankings up, payload:FILE reads genai-perf's payload files. Files may be packed by gzip, or be Parquet, Arrow, tar or SQLite (FILE#TABLE).")
    @Nullable
    String inputFile;

    @Option(
            names = {"--input-format", "--custom-dataset-type", "--input-file-type"},
            paramLabel = "FORMAT",
            description =
                    "What the file holds: jsonl (single_turn; random_pool draws lines from it, or from each file of a directory), multi-turn (lines of several turns), payload (mooncake_trace), text, sharegpt, openai-batch, raw-payload (whole bodies; also a directory), inputs-json, burstgpt, azure, bailian, baseten, sagemaker (also a directory), weka (weka_trace), tracelab, otel, or dag (dag_jsonl). Default: by its name and beginning.")
    @Nullable
    String format;

    @Option(
            names = {"--file-order", "--dataset-sampling-strategy"},
            paramLabel = "ORDER",
            description =
                    "Order of the file's lines: sequential, shuffle (each once, drawn from the seed) or random (drawn each time). Default: sequential.")
    String order = "sequential";

    @Option(
            names = "--skip-invalid",
            description = "Count lines that make no sense and leave them out, instead of stopping at the first.")
    boolean skipInvalid;

    @Option(
            names = "--max-input-tokens",
            paramLabel = "N",
            description = "A line with a longer prompt makes no sense: the model's limit. Default: none.")
    @Nullable
    Integer maxInputTokens;

    @Option(
            names = {"--isl-block-size", "--prompt-input-tokens-block-size"},
            paramLabel = "N",
            description =
                    "Tokens that one of a trace's hash_ids stands for. Default: 512; 16 of bailian; what the file says of weka; 64 of tracelab.")
    @Nullable
    Integer blockTokens;

    @Option(
            names = "--synthesis-prefix-len-multiplier",
            paramLabel = "X",
            description =
                    "Make what several requests of a trace begin with, by their hash_ids, X times as long, in whole blocks. Default: 1.")
    @Nullable
    Double prefixLength;

    @Option(
            names = "--synthesis-prefix-root-multiplier",
            paramLabel = "N",
            description =
                    "Let a trace have N trees of prefixes in place of one: each request, or session, is in one of them, and shares nothing with the others. Default: 1.")
    @Nullable
    Integer prefixRoots;

    @Option(
            names = "--synthesis-prompt-len-multiplier",
            paramLabel = "X",
            description = "Make what a request of a trace has for itself X times as long. Default: 1.")
    @Nullable
    Double promptLength;

    @Option(
            names = "--synthesis-output-len-multiplier",
            paramLabel = "X",
            description = "Ask for X times as many output tokens as a trace says. Default: 1.")
    @Nullable
    Double outputLength;

    @Option(
            names = "--synthesis-max-isl",
            paramLabel = "N",
            description =
                    "Leave longer requests of a trace out, and cut what becomes longer by the multipliers. Default: none.")
    @Nullable
    Integer mostInput;

    @Option(
            names = "--synthesis-max-osl",
            paramLabel = "N",
            description = "Ask for no more output tokens than N, whatever a trace says. Default: none.")
    @Nullable
    Integer mostOutput;

    @Option(
            names = "--use-think-time-only",
            description =
                    "Let the turns of a trace of agents wait as long as it says that was thought before them (think_time), in place of the time from one answer to the next request.")
    boolean thinkTimesOnly;

    @Option(
            names = "--trace-idle-gap-cap-seconds",
            paramLabel = "S",
            description =
                    "Let no longer time pass in a session of a trace of agents from one request to the next than S seconds. Default: as it was.")
    @Nullable
    Double idleGapSeconds;

    boolean shapeGiven() {
        return prefixLength != null
                || prefixRoots != null
                || promptLength != null
                || outputLength != null
                || mostInput != null
                || mostOutput != null;
    }
}
