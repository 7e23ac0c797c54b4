package io.streamgauge.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamgauge.tokenizer.ffi.tokenizers_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's tokenizer, with exactly the ids that the model's own code gives.
 *
 * <pre>{@code
 * try (Tokenizer tokenizer = Tokenizer.load(Path.of("Llama-3.1-8B/tokenizer.json"))) {
 *     long tokens = tokenizer.count("How many tokens is this?");
 *     int[] ids = tokenizer.encode("Round trip");
 *     String text = tokenizer.decode(ids);
 * }
 * }</pre>
 *
 * <p>Texts off the heap are read where they lie; many of them are best counted in one call:
 *
 * <pre>{@code
 * long[] offsets = {0, 5, 12};                       // text i is bytes offsets[i] to offsets[i + 1]
 * int[] counts = new int[2];
 * tokenizer.countBatch(segment, offsets, counts);
 * }</pre>
 *
 * <p>A text is read as by Hugging Face's {@code encode(text, add_special_tokens=False)}: nothing is added to it, and the text
 * of a special token inside it becomes that token. {@link ReadOption} says what else there is.
 *
 * <p>Any thread may use a tokenizer, any number of them at once. Every use after {@link #close} throws
 * {@link IllegalStateException}; a call that is running when another thread closes the tokenizer ends normally. A
 * {@code String} with half a surrogate pair is read with {@code ?} in its place.
 */
public final class Tokenizer implements AutoCloseable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    /** Enough for most texts at the first try; a longer result says how long it is. */
    private static final int DECODED_BYTES_PER_TOKEN = 8;

    private static final String NO_CACHE = "";

    private final NativeHandle handle;
    private final ScratchPool scratches;
    /** Read when it is first asked for. */
    private volatile @Nullable TokenizerInfo info;

    private Tokenizer(MemorySegment address) {
        scratches = new ScratchPool();
        handle = new NativeHandle(address, scratches);
    }

    /**
     * Loads the native library and links what loading, counting and encoding call. The first of them would do that too, in
     * some 50 ms of a process that has just begun: who has something else to do meanwhile calls this on another thread.
     *
     * @throws TokenizerException when the library cannot be loaded
     */
    public static void prepare() {
        NativeLibrary.ensureLoaded();
        Calls.link();
    }

    /**
     * Loads a {@code tokenizer.json}, a tiktoken vocabulary (Llama 3's {@code tokenizer.model}, {@code *.tiktoken}) or a
     * SentencePiece model ({@code tokenizer.model}), or the one that a directory holds. A {@code tokenizer_config.json} and a
     * {@code chat_template.jinja} beside it are read too.
     *
     * @throws TokenizerException when there is none, or it cannot be read
     */
    public static Tokenizer load(Path fileOrDirectory) {
        return loaded(fileOrDirectory, NO_CACHE);
    }

    /**
     * Like {@link #load(Path)}, but quicker from the second time on. At the first time a byte-level BPE tokenizer (GPT-2's, Llama
     * 3's, Qwen's, DeepSeek's and most others' kind) is compiled into a file of about 15 MB in {@code cache}, which later
     * calls, of any process, read in its place: in some 20 ms instead of half a second. Other kinds are loaded as ever. The ids
     * are the same.
     *
     * @param cache a directory, made if it is not there; where it cannot be written, nothing is kept
     * @throws TokenizerException when there is no tokenizer, or it cannot be read
     */
    public static Tokenizer load(Path fileOrDirectory, Path cache) {
        return loaded(fileOrDirectory, cache.toString());
    }

    private static Tokenizer loaded(Path fileOrDirectory, String cacheDirectory) {
        NativeLibrary.ensureLoaded();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = Calls.copy(arena, fileOrDirectory.toString().getBytes(UTF_8));
            MemorySegment cache = Calls.copy(arena, cacheDirectory.getBytes(UTF_8));
            return opened(tokenizers_h.tokenizers_new_from_file(path, path.byteSize(), cache, cache.byteSize()));
        }
    }

    /**
     * Loads the contents of a {@code tokenizer.json}.
     *
     * @throws TokenizerException when it cannot be read
     */
    public static Tokenizer fromJson(byte[] tokenizerJson) {
        NativeLibrary.ensureLoaded();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment json = Calls.copy(arena, tokenizerJson);
            return opened(tokenizers_h.tokenizers_new_from_str(json, json.byteSize()));
        }
    }

    /**
     * Loads a vocabulary in tiktoken's form.
     *
     * @param vocabulary lines of {@code base64 rank}
     * @param name its encoding: {@code cl100k_base}, {@code o200k_base}, {@code p50k_base}, {@code r50k_base} or {@code llama3}
     * @throws TokenizerException when it cannot be read, or the name is not known
     */
    public static Tokenizer fromTiktoken(byte[] vocabulary, String name) {
        return tiktoken(vocabulary, name, NO_CACHE);
    }

    /**
     * Like {@link #fromTiktoken(byte[], String)}, quicker from the second time on: see {@link #load(Path, Path)}.
     *
     * @throws TokenizerException when it cannot be read, or the name is not known
     */
    public static Tokenizer fromTiktoken(byte[] vocabulary, String name, Path cache) {
        return tiktoken(vocabulary, name, cache.toString());
    }

    private static Tokenizer tiktoken(byte[] vocabulary, String name, String cacheDirectory) {
        NativeLibrary.ensureLoaded();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = Calls.copy(arena, vocabulary);
            MemorySegment encoding = Calls.copy(arena, name.getBytes(UTF_8));
            MemorySegment cache = Calls.copy(arena, cacheDirectory.getBytes(UTF_8));
            return opened(tokenizers_h.tokenizers_new_from_tiktoken(
                    data, data.byteSize(), encoding, encoding.byteSize(), cache, cache.byteSize()));
        }
    }

    private static Tokenizer opened(MemorySegment address) {
        if (address.address() == 0) {
            throw new TokenizerException(Calls.lastError());
        }
        return new Tokenizer(address);
    }

    /** The number of tokens of {@code text}. */
    public long count(String text, ReadOption... options) {
        return count(MemorySegment.ofArray(text.getBytes(UTF_8)), options);
    }

    /**
     * The number of tokens of a UTF-8 text. Off the heap it is read in place; on the heap it is copied once.
     *
     * @throws TokenizerException when it is not UTF-8
     */
    public long count(MemorySegment utf8, ReadOption... options) {
        int flags = ReadOption.flags(options);
        MemorySegment tokenizer = handle.acquire();
        try {
            if (utf8.isNative()) {
                return Calls.checked(tokenizers_h.tokenizers_count(tokenizer, utf8, utf8.byteSize(), flags));
            }
            Scratch scratch = scratches.take();
            try {
                MemorySegment copy = offHeap(utf8, scratch);
                return Calls.checked(tokenizers_h.tokenizers_count(tokenizer, copy, utf8.byteSize(), flags));
            } finally {
                scratches.give(scratch);
            }
        } finally {
            handle.release();
        }
    }

    /**
     * The number of special tokens among the tokens of {@code text}. A vocabulary that lacks a character has one, for what is
     * unknown, in its place.
     */
    public long countSpecial(String text, ReadOption... options) {
        MemorySegment tokenizer = handle.acquire();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment utf8 = Calls.copy(arena, text.getBytes(UTF_8));
            return Calls.checked(
                    tokenizers_h.tokenizers_count_special(tokenizer, utf8, utf8.byteSize(), ReadOption.flags(options)));
        } finally {
            handle.release();
        }
    }

    /**
     * Counts texts that lie end to end: text {@code i} is bytes {@code offsets[i]} to {@code offsets[i + 1]}.
     *
     * @param offsets one more than there are texts, never falling
     * @param counts where the number of tokens of each text goes
     * @throws TokenizerException when a text is not UTF-8; the counts are then undefined
     */
    public void countBatch(MemorySegment utf8, long[] offsets, int[] counts, ReadOption... options) {
        countBatch(1, utf8, offsets, counts, options);
    }

    /** Like {@link #countBatch(MemorySegment, long[], int[], ReadOption...)}, on up to {@code threads} threads that end with the call. */
    public void countBatch(int threads, MemorySegment utf8, long[] offsets, int[] counts, ReadOption... options) {
        checkBatch(threads, utf8, offsets, counts);
        int flags = ReadOption.flags(options);
        MemorySegment tokenizer = handle.acquire();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment texts =
                    utf8.isNative() ? utf8 : arena.allocate(utf8.byteSize()).copyFrom(utf8);
            MemorySegment bounds = arena.allocate(LONG, offsets.length);
            MemorySegment.copy(offsets, 0, bounds, LONG, 0, offsets.length);
            MemorySegment results = arena.allocate(INT, counts.length);
            Calls.checked(tokenizers_h.tokenizers_count_batch(
                    tokenizer, texts, bounds, counts.length, flags, threads, results));
            MemorySegment.copy(results, INT, 0, counts, 0, counts.length);
        } finally {
            handle.release();
        }
    }

    private static void checkBatch(int threads, MemorySegment utf8, long[] offsets, int[] counts) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
        }
        if (offsets.length != counts.length + 1) {
            throw new IllegalArgumentException(
                    counts.length + " counts need " + (counts.length + 1) + " offsets, not " + offsets.length);
        }
        if (offsets[counts.length] > utf8.byteSize()) {
            throw new IllegalArgumentException("the last offset, " + offsets[counts.length] + ", is beyond the "
                    + utf8.byteSize() + " bytes of text");
        }
    }

    /** The token ids of {@code text}. */
    public int[] encode(String text, ReadOption... options) {
        return encode(MemorySegment.ofArray(text.getBytes(UTF_8)), options);
    }

    /**
     * The token ids of a UTF-8 text.
     *
     * @throws TokenizerException when it is not UTF-8
     */
    public int[] encode(MemorySegment utf8, ReadOption... options) {
        int flags = ReadOption.flags(options);
        MemorySegment tokenizer = handle.acquire();
        Scratch scratch = scratches.take();
        try {
            MemorySegment text = utf8.isNative() ? utf8 : offHeap(utf8, scratch);
            long capacity = utf8.byteSize() / 2 + 16;
            while (true) {
                MemorySegment ids = scratch.output(capacity * INT.byteSize());
                long length = Calls.checked(
                        tokenizers_h.tokenizers_encode_into(tokenizer, text, utf8.byteSize(), flags, ids, capacity));
                if (length <= capacity) {
                    return ids.asSlice(0, length * INT.byteSize()).toArray(INT);
                }
                capacity = length;
            }
        } finally {
            scratches.give(scratch);
            handle.release();
        }
    }

    /** The text of {@code ids}, special tokens included. A character cut by the first or last token is U+FFFD; unknown ids are nothing. */
    public String decode(int[] ids) {
        return new String(decoded(ids, 0), UTF_8);
    }

    /** The bytes of {@code ids}, special tokens included, cut characters as they are. */
    public byte[] decodeBytes(int[] ids) {
        return decoded(ids, tokenizers_h.TOKENIZERS_BYTES());
    }

    private byte[] decoded(int[] ids, int flags) {
        MemorySegment tokenizer = handle.acquire();
        Scratch scratch = scratches.take();
        try {
            MemorySegment input = scratch.input(ids.length * INT.byteSize());
            MemorySegment.copy(ids, 0, input, INT, 0, ids.length);
            long capacity = (long) ids.length * DECODED_BYTES_PER_TOKEN + 64;
            while (true) {
                MemorySegment text = scratch.output(capacity);
                long length = Calls.checked(
                        tokenizers_h.tokenizers_decode_into(tokenizer, input, ids.length, flags, text, capacity));
                if (length <= capacity) {
                    return text.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                }
                capacity = length;
            }
        } finally {
            scratches.give(scratch);
            handle.release();
        }
    }

    /**
     * The text of a conversation as the model's chat template puts it, which is what a server reads. The template is the one
     * beside the tokenizer's file: {@code chat_template.jinja}, or {@code chat_template} in {@code tokenizer_config.json}.
     *
     * @param addGenerationPrompt whether it ends with what starts the model's answer, as it does on a server
     * @throws TokenizerException when there is no template, or it refuses the messages
     */
    public String renderChat(List<Message> messages, boolean addGenerationPrompt) {
        return renderChat(Message.json(messages), addGenerationPrompt);
    }

    /**
     * The same for a conversation given as JSON.
     *
     * @param messages an array of messages, or an object that holds it as {@code messages} beside whatever else the template
     *     reads ({@code tools}…)
     * @throws TokenizerException when there is no template, it refuses the messages, or they are no such JSON
     */
    public String renderChat(String messages, boolean addGenerationPrompt) {
        int flags = addGenerationPrompt ? tokenizers_h.TOKENIZERS_GENERATION_PROMPT() : 0;
        MemorySegment tokenizer = handle.acquire();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment json = Calls.copy(arena, messages.getBytes(UTF_8));
            return Calls.text((text, capacity) -> Calls.checked(
                    tokenizers_h.tokenizers_render_chat(tokenizer, json, json.byteSize(), flags, text, capacity)));
        } finally {
            handle.release();
        }
    }

    /** The number of tokens of {@link #renderChat(List, boolean)}'s text: a request's input as the server counts it. */
    public long countChat(List<Message> messages, boolean addGenerationPrompt) {
        return count(renderChat(messages, addGenerationPrompt));
    }

    /** The same for {@link #renderChat(String, boolean)}. */
    public long countChat(String messages, boolean addGenerationPrompt) {
        return count(renderChat(messages, addGenerationPrompt));
    }

    /** The number of distinct tokens, added ones included. Ids may have gaps, and then the highest is above it. */
    public int vocabularySize() {
        return info().vocabularySize();
    }

    /** Whether {@code id} is an added token marked special. */
    public boolean isSpecial(int id) {
        MemorySegment tokenizer = handle.acquire();
        try {
            return Calls.checked(tokenizers_h.tokenizers_is_special(tokenizer, id)) != 0;
        } finally {
            handle.release();
        }
    }

    /** What this tokenizer is, and which engine reads it. */
    public TokenizerInfo info() {
        TokenizerInfo known = info;
        if (known == null) {
            MemorySegment tokenizer = handle.acquire();
            try {
                known = TokenizerInfo.parse(
                        Calls.text((text, capacity) -> tokenizers_h.tokenizers_info(tokenizer, text, capacity)));
            } finally {
                handle.release();
            }
            info = known;
        }
        return known;
    }

    /** Frees the tokenizer; calls still running end first. Closing again does nothing. */
    @Override
    public void close() {
        handle.close();
    }

    private static MemorySegment offHeap(MemorySegment heap, Scratch scratch) {
        MemorySegment copy = scratch.input(heap.byteSize());
        MemorySegment.copy(heap, 0, copy, 0, heap.byteSize());
        return copy;
    }
}
