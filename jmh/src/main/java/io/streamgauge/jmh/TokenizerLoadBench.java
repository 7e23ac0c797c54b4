package io.streamgauge.jmh;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does loading a tokenizer cost? One operation loads the 100,256 tokens of cl100k_base from memory and counts one word with them: ours from
 * tiktoken's form and from Hugging Face's, jtokkit's from its jar, DJL's from Hugging Face's form. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class TokenizerLoadBench {
    private static final String WORD = " tokens";

    private final byte[] tiktoken = Capture.builtInVocabulary();
    private final byte[] json = MergedVocabulary.json(tiktoken);

    @Benchmark
    public long tiktoken() {
        try (Tokenizer tokenizer = Tokenizer.fromTiktoken(tiktoken, "cl100k_base")) {
            return tokenizer.count(WORD);
        }
    }

    @Benchmark
    public long json() {
        try (Tokenizer tokenizer = Tokenizer.fromJson(json)) {
            return tokenizer.count(WORD);
        }
    }

    @Benchmark
    public long jtokkit() {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        return encoding.countTokensOrdinary(WORD);
    }

    @Benchmark
    public long djl() {
        try (HuggingFaceTokenizer tokenizer = TokenizerBench.djlOf(json)) {
            return tokenizer.encode(WORD, false, false).getIds().length;
        }
    }
}
