package io.streamgauge.jmh;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
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
import io.streamgauge.record.Phase;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/** What does it cost to turn text into tokens and to count them? One operation is one text of that many tokens of prose in cl100k_base; the next
 * operation takes another of {@value #TEXTS} texts. Beside it the same by jtokkit, which is Java, and by DJL's tokenizers, which is Hugging Face's library by JNI. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenizerBench {
    /** Tokens of an answer's text. */
    public static final int TOKENS = 1300;

    /** Texts, and texts of a batch. */
    public static final int TEXTS = 64;

    /** Tokens of a text. */
    @Param({"1300", "20"})
    public int tokens = TOKENS;

    private final Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main");
    private final Encoding jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private @Nullable HuggingFaceTokenizer djl;
    private List<String> texts = List.of();
    private int[][] ids = {};
    private TextBatch batch = TextBatch.EMPTY;
    private int next;

    @Setup
    public void load() {
        var shape = PromptShape.withoutPrefix(LengthMix.of(Lengths.fixed(tokens), null));
        texts = new PromptSynthesizer(tokenizer, Corpus.builtIn(), shape)
                .prompts(1, Phase.MEASURE, TEXTS).stream().map(Prompt::text).toList();
        ids = texts.stream().map(tokenizer::encode).toArray(int[][]::new);
        batch = new TextBatch(texts);
    }

    @TearDown
    public void close() {
        tokenizer.close();
        if (djl != null) {
            djl.close();
        }
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
        return batch.count(tokenizer);
    }

    /** Encodes a String into ids. */
    @Benchmark
    public int[] encode() {
        return tokenizer.encode(text());
    }

    /** Ids back into a String. */
    @Benchmark
    public String decode() {
        next = (next + 1) % TEXTS;
        return tokenizer.decode(ids[next]);
    }

    /** Encoding by jtokkit. */
    @Benchmark
    public IntArrayList jtokkitEncode() {
        return jtokkit.encodeOrdinary(text());
    }

    /** Counts by jtokkit. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public int jtokkitCountBatch() {
        return OtherCounts.of(jtokkit, texts);
    }

    /** Encoding by DJL. */
    @Benchmark
    public long[] djlEncode() {
        return djl().encode(text(), false, false).getIds();
    }

    /** Counts by DJL. */
    @Benchmark
    @OperationsPerInvocation(TEXTS)
    public int djlCountBatch() {
        return OtherCounts.of(djl(), texts);
    }

    /** Loaded when it is first asked for: only its own benchmarks pay for it. */
    private HuggingFaceTokenizer djl() {
        HuggingFaceTokenizer loaded = djl;
        if (loaded == null) {
            loaded = djl = djlOf(MergedVocabulary.json(Capture.builtInVocabulary()));
        }
        return loaded;
    }

    static HuggingFaceTokenizer djlOf(byte[] json) {
        // DJL reports its use to its makers unless told not to; nothing here talks to anyone.
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Without these it cuts and pads what it encodes.
        Map<String, String> whole = Map.of("truncation", "false", "padding", "false");
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), whole);
        } catch (IOException e) {
            throw new UncheckedIOException("DJL's library cannot be loaded", e);
        }
    }

    private String text() {
        next = (next + 1) % TEXTS;
        return texts.get(next);
    }

    /** Starts again at the first text. */
    void rewind() {
        next = TEXTS - 1;
    }

    List<String> texts() {
        return texts;
    }
}
