package io.streamgauge.fuzz;

import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import io.streamgauge.tokenizer.TokenizerException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Any bytes as a tokenizer file and as a text, through the C ABI: read, or refused with a line; the process lives on. */
public final class TokenizerFuzz {
    private static final int MOST_TEXT = 256;

    private TokenizerFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 1) {
            return;
        }
        byte[] file = Arrays.copyOfRange(data, 1, data.length);
        byte[] text = Arrays.copyOf(data, Math.min(data.length, MOST_TEXT));
        try (Tokenizer tokenizer =
                        data[0] % 4 == 0 ? Tokenizer.fromTiktoken(file, "cl100k_base") : Tokenizer.fromJson(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(Math.max(1, text.length)).copyFrom(MemorySegment.ofArray(text));
            try {
                tokenizer.count(bytes);
            } catch (TokenizerException refused) {
                told(refused);
            }
            int[] ids = tokenizer.encode(bytes, ReadOption.REPLACE_INVALID_UTF8);
            tokenizer.decodeBytes(ids);
        } catch (TokenizerException refused) {
            told(refused);
        }
    }

    private static void told(TokenizerException refused) {
        if (refused.getMessage() == null || refused.getMessage().isBlank()) {
            throw new IllegalStateException("refused without a reason", refused);
        }
    }
}
