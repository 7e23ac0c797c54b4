package io.streamgauge.sse;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Any bytes as JSON: what the finder takes for JSON Jackson takes too, and what it found lies within the bytes. */
public final class FinderFuzz {
    private static final TextPaths PATHS = ChatPaths.compiled();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private FinderFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        TextFinder finder = new TextFinder();
        if (!finder.find(PATHS, data, 0, data.length)) {
            String problem = finder.problem();
            if (problem == null || problem.isBlank()) {
                throw new IllegalStateException("refused without a reason");
            }
            return;
        }
        for (int i = 0; i < finder.texts(); i++) {
            JsonText.string(data, finder.textFrom(i), finder.textTo(i));
        }
        // Text is passed on as it is, and is counted with bad UTF-8 replaced; only structure is the finder's affair.
        String text = new String(data, java.nio.charset.StandardCharsets.UTF_8);
        try {
            JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalStateException("takes for JSON what is none: " + e.getOriginalMessage(), e);
        }
    }
}
