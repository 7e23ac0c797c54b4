package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One turn of a conversation as a request body: what it adds to the conversation, and the body around all that is said until
 * then. The conversation itself is messages of JSON in UTF-8 with commas between them, so that a later turn copies it and need
 * not encode it again. Immutable; any thread.
 */
public final class TurnBody {
    /** With its quotes it is no part of any longer JSON string, in which they would be escaped. */
    private static final String MARK = "the conversation so far";

    private static final byte[] PLACE = ("\"" + MARK + "\"").getBytes(StandardCharsets.UTF_8);
    private static final List<String> FIELDS = List.of("messages", "input");

    private final byte[] head;
    private final byte[] tail;
    private final byte[] own;
    private final List<String> texts;

    private TurnBody(byte[] head, byte[] tail, byte[] own, List<String> texts) {
        this.head = head;
        this.tail = tail;
        this.own = own;
        this.texts = List.copyOf(texts);
    }

    /**
     * A turn.
     *
     * @param prompt what it says; a prefix that is a system message is left to {@code system}
     * @param system the system message of the conversation, repeated in each of its bodies; null for none
     * @throws EndpointException when the API has no conversations, or cannot carry the prompt
     */
    public static TurnBody of(Endpoint endpoint, Prompt prompt, @Nullable String system, BodyOptions options) {
        if (!endpoint.sendsMessages()) {
            throw new EndpointException("endpoint type '" + endpoint.name() + "' has no conversations");
        }
        ArrayNode own = own(endpoint, prompt, options);
        byte[] body = endpoint.body(frame(prompt, system), options);
        int at = place(body);
        List<String> texts = new ArrayList<>();
        own.forEach(message -> addTexts(message.path("content"), texts));
        return new TurnBody(
                Arrays.copyOf(body, at),
                Arrays.copyOfRange(body, at + PLACE.length, body.length),
                messages(own),
                texts);
    }

    /** The system message that a conversation which begins with this prompt has; null for none. */
    public static @Nullable String system(Prompt prompt, BodyOptions options) {
        return Conversation.hasSystem(prompt, options) ? prompt.prefix() : null;
    }

    private static ArrayNode own(Endpoint endpoint, Prompt prompt, BodyOptions options) {
        Prompt alone = Conversation.hasSystem(prompt, options)
                ? new Prompt(null, prompt.text(), 0, prompt.outputTokens(), prompt.content(), prompt.fields())
                : prompt;
        ObjectNode fields = alone.content() instanceof Content.Body body
                ? Json.parseObject(body.json(), "the body of a request")
                : endpoint.fields(alone, options);
        JsonNode said = fields.path(field(fields));
        if (said instanceof ArrayNode messages) {
            return messages;
        }
        if (said.isString()) {
            var messages = Json.array();
            messages.addObject().put("role", "user").set("content", said);
            return messages;
        }
        throw new EndpointException("a turn of a session has no messages; expected \"messages\" or \"input\" in it");
    }

    private static String field(ObjectNode body) {
        return FIELDS.stream().filter(body::has).findFirst().orElse(FIELDS.getFirst());
    }

    /** The prompt with the mark in place of what is said. */
    private static Prompt frame(Prompt prompt, @Nullable String system) {
        Content content;
        if (prompt.content() instanceof Content.Body given) {
            ObjectNode body = Json.parseObject(given.json(), "the body of a request");
            body.putArray(field(body)).add(MARK);
            content = new Content.Body(body.toString());
        } else {
            content = new Content.Messages("[\"" + MARK + "\"]");
        }
        return new Prompt(system, "", 0, prompt.outputTokens(), content, prompt.fields());
    }

    private static int place(byte[] body) {
        for (int at = body.length - PLACE.length; at >= 0; at--) {
            if (Arrays.equals(body, at, at + PLACE.length, PLACE, 0, PLACE.length)) {
                return at;
            }
        }
        throw new EndpointException("a turn's body has no place for the conversation");
    }

    private static byte[] messages(ArrayNode messages) {
        var joined = new ByteArrayOutputStream();
        for (JsonNode message : messages) {
            if (!(message instanceof ObjectNode object)) {
                throw new EndpointException("a message of a session is no JSON object: " + message);
            }
            if (joined.size() > 0) {
                joined.write(',');
            }
            joined.writeBytes(Json.bytes(object));
        }
        return joined.toByteArray();
    }

    private static void addTexts(JsonNode content, List<String> texts) {
        if (content.isString()) {
            texts.add(content.stringValue());
        }
        if (content.isArray()) {
            content.forEach(part -> addTexts(part.isObject() ? part.path("text") : part, texts));
        }
    }

    /** The messages that the turn adds. */
    public byte[] own() {
        return own.clone();
    }

    /** Their texts. */
    public List<String> texts() {
        return texts;
    }

    /** The message that says what was answered, as a conversation holds it. */
    public static byte[] answer(String text) {
        return Json.bytes(Json.object().put("role", "assistant").put("content", text));
    }

    /**
     * The body.
     *
     * @param conversation holds all messages up to and with the turn's own
     * @param length how much of it does
     */
    public byte[] body(byte[] conversation, int length) {
        byte[] body = new byte[Math.addExact(head.length + tail.length, length)];
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(conversation, 0, body, head.length, length);
        System.arraycopy(tail, 0, body, head.length + length, tail.length);
        return body;
    }
}
