package io.streamgauge.tokenizer;

import java.util.HashMap;
import java.util.Map;

/**
 * What there is to know about a loaded tokenizer.
 *
 * @param engine name and version of the engine in use: a fast one or the reference
 * @param kind kind of model: {@code BPE}, {@code Unigram}, {@code WordPiece}, {@code WordLevel}
 * @param form what it was read from, such as {@code tokenizer.json} or {@code tiktoken cl100k_base}
 * @param reason why this engine: what the self-check at loading found
 * @param vocabularySize number of distinct tokens, added ones included
 */
public record TokenizerInfo(String engine, String kind, String form, String reason, int vocabularySize) {
    /** Reads the {@code key: value} lines of {@code tokenizers_info}. */
    static TokenizerInfo parse(String lines) {
        Map<String, String> values = new HashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon >= 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
            }
        });
        return new TokenizerInfo(
                values.getOrDefault("engine", ""),
                values.getOrDefault("kind", ""),
                values.getOrDefault("form", ""),
                values.getOrDefault("reason", ""),
                Integer.parseInt(values.getOrDefault("vocabulary", "0")));
    }
}
