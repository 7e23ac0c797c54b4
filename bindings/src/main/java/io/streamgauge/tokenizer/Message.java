package io.streamgauge.tokenizer;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant} or what else the template knows
 * @param content what is said
 */
public record Message(String role, String content) {
    /** The messages as the JSON array that the native renderer reads. */
    static String json(List<Message> messages) {
        StringBuilder json = new StringBuilder("[");
        for (Message message : messages) {
            json.append(json.length() == 1 ? "{\"role\":" : ",{\"role\":");
            appendQuoted(json, message.role());
            json.append(",\"content\":");
            appendQuoted(json, message.content());
            json.append('}');
        }
        return json.append(']').toString();
    }

    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
