package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextPaths;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One kind of HTTP API. Stateless; any thread. */
public sealed interface Endpoint
        permits AudioTranscriptionEndpoint,
                ChatEndpoint,
                CompletionsEndpoint,
                GenerateEndpoint,
                HuggingFaceGenerateEndpoint,
                ImageEditEndpoint,
                ImageGenerationEndpoint,
                MessagesEndpoint,
                MultimodalEndpoint,
                NumbersEndpoint,
                OllamaEndpoint,
                RawEndpoint,
                ResponsesEndpoint,
                SglangEndpoint,
                SolidoRagEndpoint,
                TemplateEndpoint {

    /** The name that selects it, as in {@code --endpoint-type}. */
    String name();

    /** Where requests go unless the user says otherwise; begins with a slash. */
    String path(BodyOptions options);

    /**
     * The body's fields in genai-perf's order, without those that the user adds; a new tree at each call.
     *
     * @throws EndpointException when this API cannot carry the prompt
     */
    ObjectNode fields(Prompt prompt, BodyOptions options);

    /** Which fields of a streamed answer's events matter. */
    TextPaths streamPaths();

    /** Which fields of an answer in one piece matter; the same unless an API says otherwise. */
    default TextPaths wholePaths() {
        return streamPaths();
    }

    /** Headers that the API asks for beside those of any JSON request. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** What is measured, and so what a report is called and which rows it has. */
    default Subject subject() {
        return Subject.LLM;
    }

    /** Whether an answer can come token by token. */
    default boolean streams() {
        return true;
    }

    /** Whether it does unless the user says otherwise. */
    default boolean streamsUnasked() {
        return streams();
    }

    /** Whether a server puts what is sent into the model's chat template. */
    default boolean sendsMessages() {
        return false;
    }

    /** What a request can bring beside its text. */
    default Set<Medium> carries() {
        return Set.of();
    }

    /** Whether a request can give its images names by which a server knows them when they come again, as vLLM does. */
    default boolean namesImages() {
        return false;
    }

    /** Whether a body asks for the server's own token counts where {@link BodyOptions#includeUsage()} wants it. */
    default boolean asksForUsage() {
        return true;
    }

    /** A body as files show it: a JSON object, so a form says there what is in it. A file's own body of JSON is shown as it is. */
    default byte[] shown(byte[] body) {
        return body;
    }

    /** Images that a request is about: those that it carries, unless an API makes them. */
    default int images(Prompt prompt, BodyOptions options) {
        return prompt.images();
    }

    /** Whether one of the user's fields is a field of the body, and not an instruction to the endpoint. */
    default boolean sends(String extraName) {
        return true;
    }

    /**
     * The request body: compact JSON in UTF-8. The user's fields come last, then the prompt's own.
     *
     * @throws EndpointException when this API cannot carry the prompt, or cannot stream and is asked to
     */
    default byte[] body(Prompt prompt, BodyOptions options) {
        if (options.streaming() && !streams()) {
            throw new EndpointException("endpoint type '" + name() + "' cannot stream; leave --streaming out");
        }
        return Json.bytes(filled(
                prompt.content() instanceof Content.Body given
                        ? Json.given(given.json(), options)
                        : fields(prompt, options),
                prompt,
                options));
    }

    /** The same fields with the user's behind them, and then the prompt's own. */
    default ObjectNode filled(ObjectNode body, Prompt prompt, BodyOptions options) {
        if (prompt.content() instanceof Content.Media media) {
            requireCarried(media);
        }
        options.extras().addTo(body, this::sends);
        if (prompt.fields() != null) {
            body.setAll(Json.parseObject(prompt.fields(), "the fields of a request"));
        }
        return body;
    }

    private void requireCarried(Content.Media media) {
        for (Medium medium : Medium.values()) {
            if (medium.isIn(media) && !carries().contains(medium)) {
                var others = all().stream()
                        .filter(endpoint -> endpoint.carries().contains(medium))
                        .map(Endpoint::name)
                        .toList();
                throw new EndpointException("endpoint type '" + name() + "' cannot carry " + medium + "; these can: "
                        + String.join(", ", others));
            }
        }
    }

    /** Those of which requests can name their images. */
    static List<String> namingImages() {
        return all().stream().filter(Endpoint::namesImages).map(Endpoint::name).toList();
    }

    /** All endpoints that need nothing but their name. */
    static List<Endpoint> all() {
        return List.of(
                new ChatEndpoint(),
                new CompletionsEndpoint(),
                new ResponsesEndpoint(),
                new MessagesEndpoint(),
                new EmbeddingsEndpoint("embeddings", "/v1/embeddings"),
                new EmbeddingsEndpoint("pooling", "/pooling"),
                new ChatEmbeddingsEndpoint(),
                new RankingsEndpoint("rankings", RankingsEndpoint.Shape.NIM),
                new RankingsEndpoint("nim_rankings", RankingsEndpoint.Shape.NIM),
                new RankingsEndpoint("hf_tei_rankings", RankingsEndpoint.Shape.TEI),
                new RankingsEndpoint("cohere_rankings", RankingsEndpoint.Shape.COHERE),
                new ImageRetrievalEndpoint(),
                new ImageGenerationEndpoint(),
                new ImageEditEndpoint(),
                new NvClipEndpoint(),
                new MultimodalEndpoint("multimodal"),
                new MultimodalEndpoint("vision"),
                new GenerateEndpoint(),
                new HuggingFaceGenerateEndpoint(),
                new SglangEndpoint(),
                new OllamaEndpoint(),
                new SolidoRagEndpoint(),
                new AudioTranscriptionEndpoint());
    }

    /**
     * The endpoint of that name.
     *
     * @throws EndpointException when there is none
     */
    static Endpoint named(String name) {
        return all().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new EndpointException(
                        "unknown endpoint type '" + name + "'; expected one of " + String.join(", ", names())));
    }

    /** Every name that selects an endpoint, {@code raw} and {@code template} among them. */
    static List<String> names() {
        return Stream.concat(all().stream().map(Endpoint::name), Stream.of(RawEndpoint.NAME, TemplateEndpoint.NAME))
                .toList();
    }

    /**
     * Bodies sent as they are.
     *
     * @param textPointer JSON pointer to the text of an answer or of each of its events; null for where the usual APIs have it
     * @throws EndpointException when the pointer cannot be read
     */
    static Endpoint raw(@Nullable String textPointer) {
        return new RawEndpoint(textPointer == null ? null : TemplateEndpoint.pointer(textPointer));
    }

    /**
     * An API of the user's own.
     *
     * @param path where requests go, with a leading slash
     * @param template the body as JSON, in which strings may hold <code>{{prompt}}</code>, <code>{{texts}}</code>,
     *     <code>{{model}}</code>, <code>{{max_tokens}}</code> and <code>{{stream}}</code>, or such marks stand for values; or
     *     the name of a known one
     * @param textPointer JSON pointer, or plain path of JMESPath, to the text of an answer or of each of its events; null where answers hold none
     * @throws EndpointException when the template or the pointer cannot be read
     */
    static Endpoint template(String path, String template, @Nullable String textPointer) {
        return TemplateEndpoint.parse(path, template, textPointer);
    }
}
