package io.streamgauge.jmh;

import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Texts end to end off the heap, as the client has those of answers, and their counts. */
final class TextBatch {
    /** None. */
    static final TextBatch EMPTY = new TextBatch(List.of());

    private final MemorySegment bytes;
    private final long[] offsets;
    private final int[] counts;
    private final MemorySegment[] each;

    TextBatch(List<String> texts) {
        bytes = Capture.offHeap(String.join("", texts).getBytes(StandardCharsets.UTF_8));
        offsets = new long[texts.size() + 1];
        counts = new int[texts.size()];
        each = new MemorySegment[texts.size()];
        for (int i = 0; i < each.length; i++) {
            int length = texts.get(i).getBytes(StandardCharsets.UTF_8).length;
            each[i] = bytes.asSlice(offsets[i], length);
            offsets[i + 1] = offsets[i] + length;
        }
    }

    /** Counts all in one call, on this thread, as the client counts answers; overwritten by the next count. */
    int[] count(Tokenizer tokenizer) {
        tokenizer.countBatch(bytes, offsets, counts, ReadOption.SPECIAL_TOKENS_AS_TEXT);
        return counts;
    }

    /** Counts them by a call for each. */
    int[] countEach(Tokenizer tokenizer) {
        for (int i = 0; i < each.length; i++) {
            counts[i] = (int) tokenizer.count(each[i], ReadOption.SPECIAL_TOKENS_AS_TEXT);
        }
        return counts;
    }

    int size() {
        return counts.length;
    }

    double megabytes() {
        return bytes.byteSize() / 1e6;
    }

    /** Tokens of all, by the last count. */
    long tokens() {
        return Arrays.stream(counts).asLongStream().sum();
    }
}
