package io.streamgauge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is benchmarked and how it is reached. */
@Command(optionListHeading = "%nWhat is benchmarked%n")
final class TargetOptions {
    @Option(
            names = {"-m", "--model"},
            arity = "1..*",
            split = ",",
            paramLabel = "NAME",
            description = "Model name(s) to put into requests; several take turns.")
    List<String> models = new ArrayList<>();

    @Option(
            names = "--model-selection-strategy",
            paramLabel = "HOW",
            description =
                    "How several models take turns: round_robin or random. Default: round_robin; random with --model-weights.")
    @Nullable
    String modelSelection;

    @Option(
            names = "--model-weights",
            arity = "1..*",
            split = ",",
            paramLabel = "W",
            description =
                    "How often each model is drawn, relative to the others, in the order of --model: 9,1. Default: all alike.")
    List<Double> modelWeights = new ArrayList<>();

    @Option(
            names = "--url-strategy",
            paramLabel = "KIND",
            description =
                    "Which server a request goes to where there are several: round_robin, in turn. Default: that.")
    String urlStrategy = "round_robin";

    @Option(
            names = {"-u", "--url"},
            arity = "1..*",
            split = ",",
            paramLabel = "URL",
            description =
                    "Server(s): host:port, http://…, https://… or unix:/path; several take turns. Default: localhost:8000.")
    List<String> urls = new ArrayList<>();

    @Option(
            names = "--endpoint-type",
            paramLabel = "TYPE",
            completionCandidates = EndpointNames.class,
            description = "The API spoken: ${COMPLETION-CANDIDATES}. Default: chat.")
    String endpointType = "chat";

    @Option(
            names = "--payload-template",
            paramLabel = "FILE",
            description =
                    "With --endpoint-type template: the body as JSON, in whose strings, or in place of values, {{prompt}}, {{texts}}, {{query}}, {{passages}}, {{images}}, {{model}}, {{max_tokens}} and {{stream}} are filled in, with |tojson or without; or nv-embedqa.")
    @Nullable
    String payloadTemplate;

    @Option(
            names = "--response-field",
            paramLabel = "POINTER",
            description =
                    "With --endpoint-type template or raw: JSON pointer to the text of an answer or of each of its events, such as /outputs/0/text, or outputs[0].text. Without it a template's answers are taken to hold no text, as embeddings, and raw ones to have it where the usual APIs do.")
    @Nullable
    String responseField;

    @Option(names = "--endpoint", paramLabel = "PATH", description = "Path of the API where it is not the usual one.")
    @Nullable
    String endpoint;

    @Option(
            names = "--service-kind",
            paramLabel = "KIND",
            description = "Kind of service, for command lines written for genai-perf; only openai has a meaning here.")
    String serviceKind = "openai";

    @Option(
            names = "--request-content-type",
            paramLabel = "TYPE",
            description =
                    "What requests are sent as: multipart/form-data with --endpoint-type audio_transcription, application/json with all others. Default: that.")
    @Nullable
    String contentType;

    @Option(
            names = "--streaming",
            negatable = true,
            fallbackValue = "true",
            description =
                    "Ask for streamed answers and time every token. On by default, where the API can stream; of image_generation off.")
    @Nullable
    Boolean streaming;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "Add a header to each request; repeat for more. Values are never written to files.")
    List<String> headers = new ArrayList<>();

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description =
                    "Send the key in this file as 'Authorization: Bearer …'. Without it, STREAMGAUGE_API_KEY is used where set.")
    @Nullable
    Path apiKeyFile;

    @Option(
            names = "--request-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Give a request up after this long. Default: 10m.")
    long requestTimeoutNanos = 600_000_000_000L;

    @Option(
            names = "--stall-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "Give an answer up when nothing came for this long after its first byte. Default: 2m.")
    long stallTimeoutNanos = 120_000_000_000L;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description =
                    "Give a connection attempt up after this long. Default: 10s, and 0.9s when it is looked whether the server is there.")
    @Nullable
    Long connectTimeoutNanos;

    @Option(
            names = "--wait-for-model-timeout",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description =
                    "Wait so long for servers that are not there yet, not ready or without the model. Default: 0, what is missing ends the run at once.")
    long waitNanos;

    @Option(
            names = "--wait-for-model-interval",
            paramLabel = "TIME",
            converter = NanosConverter.class,
            description = "How long to wait between looks. Default: 1s.")
    long waitIntervalNanos = 1_000_000_000L;

    @Option(
            names = "--wait-for-model-mode",
            paramLabel = "HOW",
            description =
                    "What is looked at before the run: models (the list of models has them), inference (one token is answered), both, or auto (the list, and one token of a model that is not in it). Default: auto.")
    String waitMode = "auto";

    @Option(
            names = "--no-preflight",
            description = "Do not look whether the server accepts connections before prompts are made.")
    boolean noPreflight;

    @Option(
            names = "--mock",
            description =
                    "Benchmark the built-in server, with smaller defaults and the built-in tokenizer. Needs nothing else.")
    boolean mock;

    @Option(
            names = "--mock-ttft",
            paramLabel = "TIME",
            description =
                    "With --mock: time to first token, fixed or a distribution (see 'mock-server --help'). Default: 50ms.")
    String mockTtft = "50ms";

    @Option(names = "--mock-itl", paramLabel = "TIME", description = "With --mock: time between tokens. Default: 10ms.")
    String mockItl = "10ms";
}
