package io.streamgauge.jmh;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private final Encoding jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private @Nullable Tokenizer compiled;
    private @Nullable HuggingFaceTokenizer djl;
    private List<String> texts = List.of();
    private TextBatch batch = TextBatch.EMPTY;
    private long next;

    /** The next replies, as Strings and as bytes off the heap. */
    @Setup(Level.Invocation)
    public void nextReplies() {
        texts = Replies.of(1, next, REPLIES);
        next += REPLIES;
        batch = new TextBatch(texts);
    }

    @TearDown
    public void close() {
        for (AutoCloseable opened : new AutoCloseable[] {compiled, djl}) {
            try {
                if (opened != null) {
                    opened.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Counts the batch as the client counts answers. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int[] countBatch() {
        return batch.count(compiled());
    }

    /** Counts by jtokkit. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int jtokkitCount() {
        return OtherCounts.of(jtokkit, texts);
    }

    /** Counts by DJL. */
    @Benchmark
    @OperationsPerInvocation(REPLIES)
    public int djlCountBatch() {
        return OtherCounts.of(djl(), texts);
    }

    private boolean builtIn() {
        return tokenizer.equals(TokenizerHub.BUILT_IN);
    }

    // Each is loaded when it is first asked for: only its own benchmark pays for it.

    private Tokenizer compiled() {
        Tokenizer loaded = compiled;
        if (loaded == null) {
            try (var cache = CompiledCache.create()) {
                loaded = compiled = builtIn()
                        ? Tokenizer.fromTiktoken(Capture.builtInVocabulary(), "cl100k_base", cache.directory())
                        : Tokenizer.load(Path.of(tokenizer), cache.directory());
            } catch (IOException e) {
                throw new UncheckedIOException("no place for the compiled tokenizer", e);
            }
        }
        return loaded;
    }

    private HuggingFaceTokenizer djl() {
        HuggingFaceTokenizer loaded = djl;
        if (loaded == null) {
            loaded = djl = TokenizerBench.djlOf(json());
        }
        return loaded;
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
