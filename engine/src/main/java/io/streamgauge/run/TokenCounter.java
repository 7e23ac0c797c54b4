package io.streamgauge.run;

import io.streamgauge.http.Flight;
import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts the output tokens of finished flights, a batch in one native call. One thread. */
final class TokenCounter implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 16;

    private final Tokenizer tokenizer;
    private Arena arena;
    private MemorySegment texts;

    TokenCounter(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.arena = newArena();
        this.texts = arena.allocate(FIRST_BYTES);
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by close(), or when a larger one takes its place
    private static Arena newArena() {
        return Arena.ofConfined();
    }

    /** Output tokens of each flight. Texts are still escaped JSON, perhaps with bytes in them that are no UTF-8: read as any JSON reader would. */
    int[] count(List<Flight> flights) {
        long[] offsets = new long[flights.size() + 1];
        for (int i = 0; i < flights.size(); i++) {
            offsets[i + 1] = offsets[i] + flights.get(i).textBytes();
        }
        reserve(offsets[flights.size()]);
        for (int i = 0; i < flights.size(); i++) {
            ByteBuffer place =
                    texts.asSlice(offsets[i], offsets[i + 1] - offsets[i]).asByteBuffer();
            flights.get(i).copyText(place);
        }
        int[] counts = new int[flights.size()];
        tokenizer.countBatch(texts, offsets, counts, ReadOption.JSON_ESCAPED, ReadOption.REPLACE_INVALID_UTF8);
        return counts;
    }

    private void reserve(long bytes) {
        if (bytes > texts.byteSize()) {
            long larger = Math.max(bytes, texts.byteSize() * 2);
            arena.close();
            arena = newArena();
            texts = arena.allocate(larger);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
