package io.streamgauge.endpoint;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** A prompt as a list of messages. */
final class Conversation {
    private Conversation() {}

    /** OpenAI's messages: those that were given, or one of the user behind a system message where there is to be one. */
    static ArrayNode of(Prompt prompt, BodyOptions options) {
        var messages = Json.array();
        if (hasSystem(prompt, options)) {
            messages.addObject().put("role", "system").put("content", prompt.prefix());
        }
        return withoutSystem(messages, prompt, options);
    }

    /** The same for APIs that keep the system's words apart. */
    static ArrayNode withoutSystem(Prompt prompt, BodyOptions options) {
        return withoutSystem(Json.array(), prompt, options);
    }

    /** Whether the prefix is to stand apart from the user's message. */
    static boolean hasSystem(Prompt prompt, BodyOptions options) {
        return prompt.prefix() != null
                && (options.prefixRole() == BodyOptions.PrefixRole.SYSTEM
                        || prompt.content() instanceof Content.Messages);
    }

    /** What the user says. */
    static String userText(Prompt prompt, BodyOptions options) {
        return hasSystem(prompt, options) ? prompt.text() : prompt.joined();
    }

    /** The texts of a request of which there may be several. */
    static List<String> texts(Prompt prompt, Endpoint endpoint) {
        return switch (prompt.content()) {
            case Content.Plain plain -> List.of(prompt.joined());
            case Content.Texts several -> several.texts();
            case Content.Ranking ranking -> throw refused(endpoint, "a ranking");
            case Content.Media media -> throw refused(endpoint, "images, sounds or videos");
            case Content.Messages messages -> throw refused(endpoint, "messages");
            case Content.Body body -> throw refused(endpoint, "a whole body");
        };
    }

    /** The prompt's text, for APIs that know nothing else. */
    static String text(Prompt prompt, Endpoint endpoint) {
        return String.join("\n", texts(prompt, endpoint));
    }

    static EndpointException refused(Endpoint endpoint, String what) {
        return new EndpointException("endpoint type '" + endpoint.name() + "' cannot carry " + what);
    }

    private static ArrayNode withoutSystem(ArrayNode messages, Prompt prompt, BodyOptions options) {
        if (prompt.content() instanceof Content.Messages given) {
            return messages.addAll(Json.parseArray(given.json(), "the messages of a request"));
        }
        messages.addObject().put("role", "user").put("content", userText(prompt, options));
        return messages;
    }
}
