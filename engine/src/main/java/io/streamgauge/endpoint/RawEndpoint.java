package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies as a file has them, to the byte. Text is looked for where the usual APIs have it, unless it is said where it is.
 *
 * @param textPointer JSON pointer to the text of an answer or of each of its events; null for the usual places
 */
record RawEndpoint(@Nullable String textPointer) implements Endpoint {
    static final String NAME = "raw";

    private static final List<String> OF_EVENTS = List.of(
            "choices[].delta.content", "choices[].text", "delta.text", "token.text", "text_output", "message.content");

    private static final List<String> OF_ANSWERS = List.of(
            "choices[].message.content",
            "choices[].text",
            "output[].content[].text",
            "content[].text",
            "generated_text",
            "text_output",
            "message.content",
            "response",
            "text");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String path(BodyOptions options) {
        return "/";
    }

    @Override
    public boolean asksForUsage() {
        return false;
    }

    @Override
    public TextPaths streamPaths() {
        return textPointer == null ? paths(OF_EVENTS) : TemplateEndpoint.paths(textPointer);
    }

    @Override
    public TextPaths wholePaths() {
        return textPointer == null ? paths(OF_ANSWERS) : TemplateEndpoint.paths(textPointer);
    }

    private static TextPaths paths(List<String> places) {
        var paths = Answers.openAi().finishReason("choices[].finish_reason").endsUnmarked();
        places.forEach(place -> paths.text(TextKind.ANSWER, place));
        return paths.build();
    }

    @Override
    public byte[] body(Prompt prompt, BodyOptions options) {
        if (!options.extras().isEmpty()) {
            throw new EndpointException(
                    "--extra-inputs and endpoint type 'raw': bodies are sent as they are; leave the fields out");
        }
        return prompt.content() instanceof Content.Body given
                ? given.json().getBytes(StandardCharsets.UTF_8)
                : Json.bytes(fields(prompt, options));
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        throw new EndpointException(
                "endpoint type 'raw' sends whole bodies as they are; give an --input-file of them, with"
                        + " --input-format raw-payload, openai-batch or inputs-json");
    }
}
