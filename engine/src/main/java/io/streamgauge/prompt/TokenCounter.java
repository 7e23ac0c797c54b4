package io.streamgauge.prompt;

import io.streamgauge.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What synthesis asks of a tokenizer. */
@FunctionalInterface
interface TokenCounter {
    int count(String text);

    /** The counts of many texts, each by itself. */
    default int[] countEach(List<String> texts) {
        return texts.stream().mapToInt(this::count).toArray();
    }

    static TokenCounter of(Tokenizer tokenizer) {
        return new OfTokenizer(tokenizer);
    }

    /** Counts natively, many texts in one call. */
    record OfTokenizer(Tokenizer tokenizer) implements TokenCounter {
        @Override
        public int count(String text) {
            return Math.toIntExact(tokenizer.count(text));
        }

        @Override
        public int[] countEach(List<String> texts) {
            var joined = String.join("", texts).getBytes(StandardCharsets.UTF_8);
            var offsets = new long[texts.size() + 1];
            for (int i = 0; i < texts.size(); i++) {
                offsets[i + 1] = offsets[i] + texts.get(i).getBytes(StandardCharsets.UTF_8).length;
            }
            var counts = new int[texts.size()];
            tokenizer.countBatch(MemorySegment.ofArray(joined), offsets, counts);
            return counts;
        }
    }
}
