package io.streamgauge.endpoint;

import io.streamgauge.metrics.Subject;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.sse.TextKind;
import io.streamgauge.sse.TextPaths;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A body of the user's own. Marks are replaced in the parsed template, so that no text can break out of its string; a
 * string that is nothing but a mark becomes the mark's own type.
 *
 * @param template never changed after construction
 * @param textPointer null where answers hold no text, as embeddings
 */
record TemplateEndpoint(
        String route, ObjectNode template, @Nullable String textPointer) implements Endpoint {
    static final String NAME = "template";

    private static final String NV_EMBEDQA = "{\"text\":\"{{texts}}\"}";
    private static final Pattern MARK = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final List<String> OF_PROMPTS =
            List.of("prompt", "text", "texts", "query", "queries", "passage", "passages", "image", "images");
    private static final List<String> OTHERS = List.of("model", "max_tokens", "stream");
    private static final Pattern POINTER = Pattern.compile("(/[^/]+)+");

    static TemplateEndpoint parse(String path, String template, @Nullable String textPointer) {
        var text = TemplateMarks.asJson(template.equals("nv-embedqa") ? NV_EMBEDQA : template);
        var body = Json.parseObject(text, "the body template");
        var marks = MARK.matcher(text).results().map(found -> found.group(1)).toList();
        for (var mark : marks) {
            if (!OF_PROMPTS.contains(mark) && !OTHERS.contains(mark)) {
                throw new EndpointException(
                        "the body template has {{" + mark + "}}, which nothing fills; expected one of "
                                + String.join(", ", OF_PROMPTS) + ", " + String.join(", ", OTHERS));
            }
        }
        if (marks.stream().noneMatch(OF_PROMPTS::contains)) {
            throw new EndpointException("the body template has no {{prompt}}");
        }
        return new TemplateEndpoint(path, body, textPointer == null ? null : pointer(textPointer));
    }

    /** @throws EndpointException when it is no pointer, nor a path that can be one */
    static String pointer(String field) {
        var pointer = TemplateMarks.pointer(field);
        if (!POINTER.matcher(pointer).matches()) {
            throw new EndpointException(
                    "'" + field + "' is no JSON pointer to an answer's text; expected one such as /choices/0/text");
        }
        return pointer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Medium> carries() {
        return Set.of(Medium.IMAGES);
    }

    @Override
    public String path(BodyOptions options) {
        return route;
    }

    @Override
    public Subject subject() {
        return textPointer == null ? Subject.EMBEDDINGS : Subject.LLM;
    }

    @Override
    public boolean streams() {
        return textPointer != null;
    }

    /** Where genai-perf and AIPerf say what to send. */
    @Override
    public boolean sends(String extraName) {
        return !extraName.equals("payload_template") && !extraName.equals("response_field");
    }

    /** The pointer's numbers stand for any place in an array. */
    @Override
    public TextPaths streamPaths() {
        if (textPointer == null) {
            return Answers.withError().build();
        }
        return paths(textPointer);
    }

    static TextPaths paths(String pointer) {
        var path = pointer.substring(1).replaceAll("(^|/)[0-9]+(?=/|$)", "[]").replace('/', '.');
        return Answers.withError().text(TextKind.ANSWER, path).endsUnmarked().build();
    }

    @Override
    public ObjectNode fields(Prompt prompt, BodyOptions options) {
        return object(template, prompt, options);
    }

    private ObjectNode object(ObjectNode from, Prompt prompt, BodyOptions options) {
        var filled = Json.object();
        from.forEachEntry((name, value) -> filled.set(name, filled(value, prompt, options)));
        return filled;
    }

    private JsonNode filled(JsonNode value, Prompt prompt, BodyOptions options) {
        return switch (value) {
            case ObjectNode object -> object(object, prompt, options);
            case ArrayNode array -> {
                var filled = Json.array();
                array.forEach(element -> filled.add(filled(element, prompt, options)));
                yield filled;
            }
            case StringNode string -> string(string.stringValue(), prompt, options);
            default -> value;
        };
    }

    private JsonNode string(String text, Prompt prompt, BodyOptions options) {
        var mark = MARK.matcher(text);
        if (mark.matches()) {
            return value(mark.group(1), prompt, options);
        }
        return StringNode.valueOf(MARK.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        value(found.group(1), prompt, options).asString())));
    }

    private JsonNode value(String mark, Prompt prompt, BodyOptions options) {
        return switch (mark) {
            case "prompt" -> StringNode.valueOf(text(prompt));
            case "text", "query", "passage", "image" -> {
                var several = parts(mark, prompt);
                yield several.isEmpty() ? NullNode.getInstance() : StringNode.valueOf(several.getFirst());
            }
            case "texts", "queries", "passages", "images" -> {
                var list = JsonNodeFactory.instance.arrayNode();
                parts(mark, prompt).forEach(list::add);
                yield list;
            }
            case "model" -> StringNode.valueOf(options.model());
            case "stream" -> BooleanNode.valueOf(options.streaming());
            default ->
                prompt.outputTokens() == Prompt.OUTPUT_UNSET
                        ? NullNode.getInstance()
                        : IntNode.valueOf(prompt.outputTokens());
        };
    }

    /** Images go where the template has a place for them. */
    private String text(Prompt prompt) {
        return prompt.content() instanceof Content.Media ? prompt.joined() : Conversation.text(prompt, this);
    }

    /** What a mark that may stand for several is filled with; nothing where the prompt has none of its kind. */
    private List<String> parts(String mark, Prompt prompt) {
        if (mark.startsWith("text")) {
            return prompt.content() instanceof Content.Media
                    ? List.of(prompt.joined())
                    : Conversation.texts(prompt, this);
        }
        return switch (prompt.content()) {
            case Content.Ranking ranking ->
                mark.startsWith("quer")
                        ? List.of(ranking.query())
                        : mark.startsWith("passage") ? ranking.passages() : List.of();
            case Content.Media media -> mark.startsWith("image") ? media.imageUrls() : List.of();
            default -> List.of();
        };
    }
}
