package io.streamgauge.jmh;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.prompt.Corpus;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptShape;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.tokenizer.ReadOption;
import io.streamgauge.tokenizer.Tokenizer;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to turn text into tokens and to count them? One operation is one text of 1,300 tokens of prose in cl100k_base;
 * the next operation takes another text, so that no cache answers for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBench {
    /** Tokens of a text. */
    public static final int TOKENS = 1300;

    /** Texts, and texts of a batch. */
    public static final int TEXTS = 64;

    private final Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main");
    private final Encoding jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private final List<String> texts = new PromptSynthesizer(
                    tokenizer, Corpus.builtIn(), PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(TOKENS), null)))
            .prompts(1, TEXTS).stream().map(Prompt::text).toList();
    private final MemorySegment batch = Capture.offHeap(String.join("", texts).getBytes(StandardCharsets.UTF_8));
    private final long[] offsets = offsets(texts);
    private final int[] counts = new int[TEXTS];
    private int next;

    private static long[] offsets(List<String> texts) {
        var offsets = new long[texts.size() + 1];
        for (int i = 0; i < texts.size(); i++) {
            offsets[i + 1] = offsets[i] + texts.get(i).getBytes(StandardCharsets.UTF_8).length;
        }
        return offsets;
    }

    @TearDown
    public void close() {
        tokenizer.close();
    }

    /** Counts a String. */
    @Benchmark
    public long count() {
        return tokenizer.count(text());
    }

    /** Counts all texts, off the heap, in one call: what the client does with answers. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public int[] countBatch() {
        tokenizer.countBatch(batch, offsets, counts, ReadOption.SPECIAL_TOKENS_AS_TEXT);
        return counts;
    }

    /** Encodes a String into ids. */
    @Benchmark
    public int[] encode() {
        return tokenizer.encode(text());
    }

    /** The same by jtokkit. */
    @Benchmark
    public IntArrayList jtokkitEncode() {
        return jtokkit.encodeOrdinary(text());
    }

    /** Counts by jtokkit. */
    @Benchmark
    public int jtokkitCount() {
        return jtokkit.countTokensOrdinary(text());
    }

    private String text() {
        next = (next + 1) % TEXTS;
        return texts.get(next);
    }

    /** Starts again at the first text. */
    void rewind() {
        next = TEXTS - 1;
    }
}
