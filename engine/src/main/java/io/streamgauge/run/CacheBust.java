package io.streamgauge.run;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A mark of eight hex digits at the very beginning of what a request says, different in each request, so that no server finds
 * any of it in its prefix cache. Bodies are encoded with a placeholder; each request sends a copy with its own digits.
 */
final class CacheBust {
    /** As unlikely in a prompt as any other eight digits; the first place in a body is the one that is filled. */
    private static final String PLACEHOLDER = "5a17c0de";

    private static final byte[] BYTES = PLACEHOLDER.getBytes(StandardCharsets.US_ASCII);
    private static final String FIRST_TEXT = "\"content\":\"";

    private CacheBust() {}

    /** The prompt with the placeholder in front; as long as it is with it. A whole body of a file is left as it is. */
    static Prompt marked(Prompt prompt, Tokenizer tokenizer) {
        String mark = PLACEHOLDER + " ";
        int tokens = prompt.tokens() + Math.toIntExact(tokenizer.count(mark));
        return switch (prompt.content()) {
            case Content.Body body -> prompt;
            case Content.Texts texts -> with(prompt, prompt.text(), tokens, new Content.Texts(marked(texts.texts())));
            case Content.Ranking ranking ->
                with(prompt, prompt.text(), tokens, new Content.Ranking(mark + ranking.query(), ranking.passages()));
            case Content.Messages messages -> {
                if (prompt.prefix() != null) {
                    yield inFront(prompt, mark, tokens);
                }
                int at = messages.json().indexOf(FIRST_TEXT);
                String json = at < 0
                        ? messages.json()
                        : new StringBuilder(messages.json())
                                .insert(at + FIRST_TEXT.length(), mark)
                                .toString();
                yield with(prompt, prompt.text(), tokens, new Content.Messages(json));
            }
            case Content.Plain plain -> inFront(prompt, mark, tokens);
            case Content.Media media -> inFront(prompt, mark, tokens);
        };
    }

    private static Prompt inFront(Prompt prompt, String mark, int tokens) {
        return prompt.prefix() == null
                ? with(prompt, mark + prompt.text(), tokens, prompt.content())
                : new Prompt(
                        mark + prompt.prefix(),
                        prompt.text(),
                        tokens,
                        prompt.outputTokens(),
                        prompt.content(),
                        prompt.fields());
    }

    private static List<String> marked(List<String> texts) {
        List<String> marked = new ArrayList<>(texts);
        marked.set(0, PLACEHOLDER + " " + texts.getFirst());
        return marked;
    }

    private static Prompt with(Prompt prompt, String text, int tokens, Content content) {
        return new Prompt(prompt.prefix(), text, tokens, prompt.outputTokens(), content, prompt.fields());
    }

    /** The body as this request sends it. */
    static Requests.Request own(Requests.Request request, long seed, int ticket) {
        int at = place(request);
        if (at < 0) {
            return request;
        }
        byte[] own = Arrays.copyOf(request.bytes(), request.length());
        // An odd factor loses nothing: tickets of one run never share their digits.
        int digits = (int) (seed ^ (seed >>> 32)) + ticket * 0x9E3779B1;
        byte[] text = HexFormat.of().toHexDigits(digits).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, own, at, text.length);
        return request.with(own, request.asksForUsage());
    }

    private static int place(Requests.Request request) {
        byte[] body = request.bytes();
        for (int at = 0; at + BYTES.length <= request.length(); at++) {
            int same = 0;
            while (same < BYTES.length && body[at + same] == BYTES[same]) {
                same++;
            }
            if (same == BYTES.length) {
                return at;
            }
        }
        return -1;
    }
}
