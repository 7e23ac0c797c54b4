package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Message;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Input lengths as a server counts them: the tokens of the conversation that the model's chat template makes, up to where the
 * answer begins. Any thread.
 *
 * @param tokenizer with the chat template
 * @param prefixIsSystem whether a prompt's prefix is a system message, and not the beginning of the user's
 */
public record ChatLength(Tokenizer tokenizer, boolean prefixIsSystem) {
    /**
     * The tokens of a conversation of a prefix and a text.
     *
     * @throws io.streamgauge.tokenizer.TokenizerException when there is no template, or it refuses the roles
     */
    public int tokens(@Nullable String prefix, String text) {
        var messages = new ArrayList<Message>(2);
        if (prefix == null) {
            messages.add(new Message("user", text));
        } else if (prefixIsSystem) {
            messages.add(new Message("system", prefix));
            messages.add(new Message("user", text));
        } else {
            messages.add(new Message("user", Prompt.join(prefix, text)));
        }
        return Math.toIntExact(tokenizer.countChat(messages, true));
    }

    /** The prompts with their lengths by the template; those without messages, such as rankings, stay as they are. */
    public List<Prompt> recounted(List<Prompt> prompts) {
        return prompts.stream().map(this::recounted).toList();
    }

    private Prompt recounted(Prompt prompt) {
        return switch (prompt.content()) {
            case Content.Plain plain -> prompt.withTokens(tokens(prompt.prefix(), prompt.text()));
            case Content.Media media -> prompt.withTokens(tokens(prompt.prefix(), prompt.text()));
            case Content.Messages messages -> prompt.withTokens(tokens(conversation(prompt.prefix(), messages)));
            case Content.Body body -> {
                JsonNode fields = JsonMapper.shared().readTree(body.json());
                yield fields.path("messages").isArray() ? prompt.withTokens(tokens((ObjectNode) fields)) : prompt;
            }
            case Content.Texts texts -> prompt;
            case Content.Ranking ranking -> prompt;
        };
    }

    private static ObjectNode conversation(@Nullable String prefix, Content.Messages messages) {
        var conversation = JsonMapper.shared().createObjectNode();
        var all = conversation.putArray("messages");
        if (prefix != null) {
            all.addObject().put("role", "system").put("content", prefix);
        }
        JsonMapper.shared().readTree(messages.json()).forEach(all::add);
        return conversation;
    }

    /** Servers give a template the texts of a content's parts as one, a line each; what is no text is not counted. */
    private int tokens(ObjectNode conversation) {
        var given = JsonMapper.shared().createObjectNode();
        given.set("messages", conversation.path("messages").deepCopy());
        if (conversation.path("tools").isArray()) {
            given.set("tools", conversation.path("tools"));
        }
        for (JsonNode message : given.path("messages")) {
            if (message instanceof ObjectNode fields && fields.path("content").isArray()) {
                var texts = fields.path("content")
                        .valueStream()
                        .map(part -> part.isString()
                                ? part.stringValue()
                                : part.path("text").stringValue(""))
                        .filter(text -> !text.isEmpty())
                        .toList();
                fields.put("content", String.join("\n", texts));
            }
        }
        return Math.toIntExact(tokenizer.countChat(given.toString(), true));
    }
}
