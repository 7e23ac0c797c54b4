package io.streamgauge.jmh;

import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.prompt.Corpus;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.prompt.PromptShape;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.tokenizer.Tokenizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What do exact prompts cost? One operation makes the asked number of prompts, each with a shared prefix of {@value #PREFIX_TOKENS} tokens
 * and {@value #INPUT_TOKENS} tokens of its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PromptSynthesisBench {
    /** Tokens of the shared prefix. */
    public static final int PREFIX_TOKENS = 600;

    /** Tokens of a prompt's own part. */
    public static final int INPUT_TOKENS = 10;

    /** How many prompts. */
    @Param({"1", "1280"})
    public int prompts = 1;

    private final Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main");
    private final PromptSynthesizer synthesizer = new PromptSynthesizer(
            tokenizer,
            Corpus.builtIn(),
            new PromptShape(LengthMix.of(Lengths.fixed(INPUT_TOKENS), null), 1, PREFIX_TOKENS));
    private long seed;

    @TearDown
    public void close() {
        tokenizer.close();
    }

    @Benchmark
    public List<Prompt> synthesize() {
        return synthesizer.prompts(seed++, prompts);
    }

    long count(String text) {
        return tokenizer.count(text);
    }
}
