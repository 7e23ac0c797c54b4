package io.streamgauge.jmh;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to count answers that nobody has seen before? One operation is one reply of some {@value Replies#TOKENS} tokens; {@value #REPLIES} of them are
 * made before each call and counted by it, so that no text comes twice and each brings words of its own. Beside ours the same texts by jtokkit and by DJL. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FreshRepliesBench {
    /** Replies of a batch. */
    public static final int REPLIES = 64;

    /** The built-in vocabulary, or a {@code tokenizer.json} to count by; jtokkit counts by the built-in one alone. */
    @Param(TokenizerHub.BUILT_IN)
    public String tokenizer = TokenizerHub.BUILT_IN;

    private final Arena arena = Arena.ofConfined();
    private final long[] offsets = new long[REPLIES + 1];
    private final int[] counts = new int[REPLIES];
    private final Encoding jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private @Nullable Tokenizer ours;
    private @Nullable Tokenizer compiled;
    private @Nullable HuggingFaceTokenizer djl;
    private List<String> texts = List.of();
    private MemorySegment batch = MemorySegment.NULL;
    private long next;

    /** The next replies, as Strings and as bytes off the heap. */
    @Setup(Level.Invocation)
    public void nextReplies() {
        texts = Replies.of(1, next, REPLIES);
        next += REPLIES;
        byte[] bytes = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        if (batch.byteSize() < bytes.length) {
            batch = arena.allocate(2L * bytes.length);
        }
        MemorySegment.copy(bytes, 0, batch, ValueLayout.JAVA_BYTE, 0, bytes.length);
        for (int i = 0; i < REPLIES; i++) {
            offsets[i + 1] = offsets[i] + texts.get(i).getBytes(StandardCharsets.UTF_8).length;
        }
    }

    @TearDown
    public void close() {
        for (AutoCloseable opened : new AutoCloseable[] {ours, compiled, djl, arena}) {
            try {
                if (opened != null) {
                    opened.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Counts the batch as the client counts answers, by the engine that the program itself takes. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int[] countBatch() {
        Tokenizer loaded = compiled;
        if (loaded == null) {
            loaded = compiled = compiled();
        }
        loaded.countBatch(batch, offsets, counts, ReadOption.SPECIAL_TOKENS_AS_TEXT);
        return counts;
    }

    /** Counts the batch by the engine that a tokenizer gets which is loaded without a cache. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int[] countBatchUncached() {
        Tokenizer loaded = ours;
        if (loaded == null) {
            loaded = ours = builtIn()
                    ? Tokenizer.fromTiktoken(Capture.builtInVocabulary(), "cl100k_base")
                    : Tokenizer.load(Path.of(tokenizer));
        }
        loaded.countBatch(batch, offsets, counts, ReadOption.SPECIAL_TOKENS_AS_TEXT);
        return counts;
    }

    /** Counts by jtokkit, one text after the other, which is all that it offers. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int jtokkitCount() {
        int sum = 0;
        for (String text : texts) {
            sum += jtokkit.countTokensOrdinary(text);
        }
        return sum;
    }

    /** Counts by DJL, which has no count: a batch of encodings and their lengths. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int djlCountBatch() {
        HuggingFaceTokenizer loaded = djl;
        if (loaded == null) {
            loaded = djl = TokenizerBench.djlOf(json());
        }
        int sum = 0;
        for (var encoding : loaded.batchEncode(texts, false, false)) {
            sum += encoding.getIds().length;
        }
        return sum;
    }

    private boolean builtIn() {
        return tokenizer.equals(TokenizerHub.BUILT_IN);
    }

    private Tokenizer compiled() {
        try {
            Path cache = Files.createTempDirectory("compiled");
            try {
                return builtIn()
                        ? Tokenizer.fromTiktoken(Capture.builtInVocabulary(), "cl100k_base", cache)
                        : Tokenizer.load(Path.of(tokenizer), cache);
            } finally {
                try (var files = Files.list(cache)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(cache);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no place for the compiled tokenizer", e);
        }
    }

    private byte[] json() {
        try {
            return builtIn()
                    ? MergedVocabulary.json(Capture.builtInVocabulary())
                    : Files.readAllBytes(Path.of(tokenizer));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + tokenizer, e);
        }
    }

    List<String> texts() {
        return texts;
    }
}
