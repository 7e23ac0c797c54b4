package io.streamgauge.prompt;

import org.jspecify.annotations.Nullable;

/**
 * What one request says.
 *
 * @param prefix text shared with other requests, or null when there is none; never empty
 * @param text the request's own text
 * @param tokens tokens of prefix and text together as sent, or of the conversation that a chat template makes of them
 * @param outputTokens tokens asked of the server, or {@link #OUTPUT_UNSET}
 * @param content what else there is
 * @param fields a JSON object with body fields of this request alone, or null for none
 */
public record Prompt(
        @Nullable String prefix,
        String text,
        int tokens,
        int outputTokens,
        Content content,
        @Nullable String fields) {
    /** The server decides how long its answer is. */
    public static final int OUTPUT_UNSET = -1;

    public Prompt {
        if (prefix != null && prefix.isEmpty()) {
            throw new IllegalArgumentException("prefix is empty; null means none");
        }
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens: " + tokens);
        }
        if (outputTokens != OUTPUT_UNSET && outputTokens < 1) {
            throw new IllegalArgumentException("outputTokens: " + outputTokens);
        }
    }

    /** Images beside the text; those inside a conversation or a body that was given as a whole are not counted. */
    public int images() {
        return content instanceof Content.Media media ? media.imageUrls().size() : 0;
    }

    /** Text alone. */
    public Prompt(@Nullable String prefix, String text, int tokens, int outputTokens) {
        this(prefix, text, tokens, outputTokens, new Content.Plain(), null);
    }

    /** Text alone, and an answer as long as the server likes. */
    public Prompt(@Nullable String prefix, String text, int tokens) {
        this(prefix, text, tokens, OUTPUT_UNSET);
    }

    /** The same with other content. */
    public Prompt with(Content other) {
        return new Prompt(prefix, text, tokens, outputTokens, other, fields);
    }

    /** The same, its length counted otherwise. */
    Prompt withTokens(int counted) {
        return new Prompt(prefix, text, counted, outputTokens, content, fields);
    }

    /** Prefix and text as one message: the form in which {@link #tokens} are counted. */
    public String joined() {
        return prefix == null ? text : join(prefix, text);
    }

    /**
     * One space between the two, unless the prefix brings its own white space. The space is genai-perf's; a prefix that
     * ends in one is made for tokenizers to which a space is a token by itself, so that the two counts still add up.
     */
    static String join(String prefix, String text) {
        return Character.isWhitespace(prefix.charAt(prefix.length() - 1)) ? prefix + text : prefix + " " + text;
    }
}
