package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import io.streamgauge.sse.UsageField;
import java.util.ArrayList;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text Generation Inference's own API, at the root, where {@code stream} chooses the form of the answer. The user's
 * {@code parameters} are merged with ours.
 */
record HuggingFaceGenerateEndpoint() implements Endpoint {
    private static final String PARAMETERS = "parameters";
    private static final String LIMIT = "max_new_tokens";

    @Override
    public String name() {
        return "huggingface_generate";
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.IMAGES);
    }

    @Override
    public String path(BodyOptions options) {
        return "/";
    }

    @Override
    public boolean sends(String extraName) {
        return !extraName.equals(PARAMETERS) && !extraName.equals(LIMIT);
    }

    @Override
    public TextPaths streamPaths() {
        return Answers.withError()
                .text(TextKind.ANSWER, "token.text")
                .finishReason("details.finish_reason")
                .usage(UsageField.PROMPT_TOKENS, "details.input_length")
                .usage(UsageField.COMPLETION_TOKENS, "details.generated_tokens")
                .build();
    }

    /** A list of one at the root, a bare object at {@code /generate}. */
    @Override
    public TextPaths wholePaths() {
        return Answers.withError()
                .text(TextKind.ANSWER, "[].generated_text")
                .text(TextKind.ANSWER, "generated_text")
                .finishReason("details.finish_reason")
                .usage(UsageField.COMPLETION_TOKENS, "details.generated_tokens")
                .build();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        var body = Json.object().put("model", options.model()).put("inputs", inputs(prompt));
        var parameters = Json.object();
        TokenLimits.most(parameters, LIMIT, prompt);
        var extra = options.extras();
        if (extra.get(LIMIT) != null) {
            parameters.set(LIMIT, extra.get(LIMIT));
        }
        if (extra.get(PARAMETERS) instanceof ObjectNode more) {
            parameters.setAll(more.deepCopy());
        }
        if (!parameters.isEmpty()) {
            body.set(PARAMETERS, parameters);
        }
        if (options.streaming()) {
            body.put("stream", true);
        }
        return body;
    }

    /** Images as Markdown before the text. */
    private String inputs(Prompt prompt) {
        if (!(prompt.content() instanceof Content.Media media)) {
            return Conversation.text(prompt, this);
        }
        var parts = new ArrayList<String>();
        media.imageUrls().forEach(url -> parts.add("![](" + url + ")"));
        if (!prompt.text().isEmpty()) {
            parts.add(prompt.joined());
        }
        return String.join(" ", parts);
    }
}
