package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamgauge.tokenizer.ffi.tokenizers_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The conventions of the C functions: statuses, messages, and results that say how long they are. */
final class Calls {
    private static final long FIRST_BYTES = 1024;

    private Calls() {}

    /** Calls, without text or tokenizer, the functions that most programs call: an error to each of them, and linked by it. */
    static void link() {
        MemorySegment none = MemorySegment.NULL;
        tokenizers_h.tokenizers_new_from_tiktoken(none, 0, none, 0, none, 0);
        tokenizers_h.tokenizers_new_from_file(none, 0, none, 0);
        tokenizers_h.tokenizers_count_special(none, none, 0, 0);
        tokenizers_h.tokenizers_count_batch(none, none, none, 0, 0, 1, none);
        tokenizers_h.tokenizers_encode_into(none, none, 0, 0, none, 0);
    }

    /** A call that writes what fits into {@code text} and returns the whole length. */
    @FunctionalInterface
    interface Text {
        long write(MemorySegment text, long capacity);
    }

    /** A result that is not negative; a negative one is thrown with the library's message. */
    static long checked(long result) {
        if (result >= 0) {
            return result;
        }
        throw new TokenizerException(lastError());
    }

    /** The message of this thread's last failed call. */
    static String lastError() {
        return text(tokenizers_h::tokenizers_last_error);
    }

    /** The whole text of a call, asked for again when the first buffer was too short. */
    static String text(Text call) {
        long capacity = FIRST_BYTES;
        while (true) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment text = arena.allocate(capacity);
                long length = call.write(text, capacity);
                if (length <= capacity) {
                    byte[] bytes = text.asSlice(0, Math.max(0, length)).toArray(ValueLayout.JAVA_BYTE);
                    return new String(bytes, UTF_8);
                }
                capacity = length;
            }
        }
    }

    static MemorySegment copy(Arena arena, byte[] bytes) {
        return arena.allocate(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }
}
