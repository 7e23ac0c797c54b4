package io.streamgauge.jmh;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.prompt.Corpus;
import io.streamgauge.prompt.LengthMix;
import io.streamgauge.prompt.Lengths;
import io.streamgauge.prompt.PromptShape;
import io.streamgauge.prompt.PromptSynthesizer;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tokenizer's figures beside their goals, in one table; exits with 1 when a goal is missed. */
@Command(
        name = "tokenizer",
        mixinStandardHelpOptions = true,
        description = "Measures loading, counting and prompt synthesis, and compares them to their goals.")
public final class TokenizerFigures implements Callable<Integer> {
    /** The median of so many counts. */
    private static final int RUNS = 5;

    /** Answers of the reference run, and tokens of each. */
    private static final int ANSWERS = 1280;

    private static final int ANSWER_TOKENS = 1300;

    /** Replies that other libraries count in one run: the slowest takes a thousandth of a second for each. */
    private static final int FEW = 320;

    /** Pairs of a call for each text and one for all; what counts is the median of their differences. */
    private static final int PAIRS = 10_000;

    /** Rounds of synthesis after which it is compiled. */
    private static final int FIRST_PROMPTS = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            required = true,
            description = "A tokenizer.json, or a directory with one, of a vocabulary of 128,000 tokens: Llama 3.1's.")
    private @Nullable Path file;

    private final List<Row> rows = new ArrayList<>();

    /**
     * @param value measured
     * @param goal at most, or at least
     */
    private record Row(String figure, double value, String unit, boolean atMost, double goal) {
        boolean kept() {
            return atMost ? value <= goal : value >= goal;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-72s %9.1f %-4s %s %5.0f  %s",
                    figure,
                    value,
                    unit,
                    atMost ? "≤" : "≥",
                    goal,
                    kept() ? "kept" : "MISSED");
        }
    }

    @Override
    public Integer call() throws Exception {
        if (spec == null || file == null) {
            throw new IllegalStateException("not run as a command");
        }
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "--tokenizer: there is no " + file);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (var cache = CompiledCache.create()) {
            loads(out, file, cache);
            try (Tokenizer compiled = Tokenizer.load(file, cache.directory())) {
                counts(out, compiled);
                boundary(out, compiled);
            }
            others(out, cache);
            prompts(out);
        }
        return rows.stream().allMatch(Row::kept) ? 0 : 1;
    }

    private void atMost(PrintWriter out, String figure, double[] values, String unit, double goal) {
        tell(out, new Row(figure, Ratio.median(values), unit, true, goal));
    }

    private void atLeast(PrintWriter out, String figure, double[] values, String unit, double goal) {
        tell(out, new Row(figure, Ratio.median(values), unit, false, goal));
    }

    private void tell(PrintWriter out, Row row) {
        rows.add(row);
        out.println(row.line());
        out.flush();
    }

    private static double nanos(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    /** Each in a process of its own, which has the library, to after the first count. */
    private void loads(PrintWriter out, Path tokenizer, CompiledCache cache) throws IOException, InterruptedException {
        load(out, "no cache", 500, () -> TokenizerLoad.inNewProcess(tokenizer, null));
        load(out, "an empty cache", 500, () -> {
            cache.empty();
            return TokenizerLoad.inNewProcess(tokenizer, cache.directory());
        });
        load(out, "compiled before", 100, () -> TokenizerLoad.inNewProcess(tokenizer, cache.directory()));
    }

    private interface Loading {
        TokenizerLoad once() throws IOException, InterruptedException;
    }

    private void load(PrintWriter out, String start, double goalMillis, Loading loading)
            throws IOException, InterruptedException {
        var millis = new double[RUNS];
        var memory = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            TokenizerLoad load = loading.once();
            millis[i] = load.millis();
            memory[i] = load.residentMegabytes();
        }
        atMost(out, "load to first count, " + start, millis, "ms", goalMillis);
        atMost(out, "memory that it takes, " + start, memory, "MB", 140);
    }

    private void counts(PrintWriter out, Tokenizer tokenizer) {
        var fresh = new double[RUNS];
        var warm = new double[RUNS];
        var million = new double[RUNS];
        // The first meets a thread that has no words yet.
        new TextBatch(Replies.of(1, 0, ANSWERS)).count(tokenizer);
        for (int i = 0; i < RUNS; i++) {
            var batch = new TextBatch(Replies.of(1, (i + 1L) * ANSWERS, ANSWERS));
            double nanos = nanos(() -> batch.count(tokenizer));
            fresh[i] = batch.megabytes() / (nanos / 1e9);
            million[i] = nanos / 1e6 * ANSWERS * ANSWER_TOKENS / batch.tokens();
            warm[i] = batch.megabytes() / (nanos(() -> batch.count(tokenizer)) / 1e9);
        }
        String engine = ", " + tokenizer.info().engine();
        atLeast(out, "batch count of fresh replies" + engine, fresh, "MB/s", 250);
        atLeast(out, "the same replies again" + engine, warm, "MB/s", 500);
        atMost(out, "1.66 million tokens of fresh replies" + engine, million, "ms", 100);
    }

    /** The same text at other places off the heap, by a call from Java for each and in one call: the second is the loop in Rust. */
    private void boundary(PrintWriter out, Tokenizer tokenizer) {
        var batch = new TextBatch(
                Collections.nCopies(8, String.join("", Replies.of(3, 0, 2)).substring(0, 5000)));
        var difference = new double[RUNS];
        var pairs = new double[PAIRS];
        for (int i = 0; i < RUNS; i++) {
            // Side by side, since a thousandth of either is looked for and the machine's speed changes by more.
            for (int pair = 0; pair < PAIRS; pair++) {
                double each = nanos(() -> batch.countEach(tokenizer));
                pairs[pair] = (each - nanos(() -> batch.count(tokenizer))) / batch.size();
            }
            difference[i] = Ratio.median(pairs);
        }
        atMost(out, "count of 5 KB off the heap from Java, beyond the same in Rust", difference, "ns", 40);
    }

    /** cl100k_base, which all three read. */
    private void others(PrintWriter out, CompiledCache cache) {
        byte[] vocabulary = Capture.builtInVocabulary();
        var jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        var overJtokkit = new double[RUNS];
        var overDjl = new double[RUNS];
        try (Tokenizer ours = Tokenizer.fromTiktoken(vocabulary, "cl100k_base", cache.directory());
                var djl = TokenizerBench.djlOf(MergedVocabulary.json(vocabulary))) {
            // The first round is for the compiler and for words that all need.
            for (int round = 0; round <= RUNS; round++) {
                List<String> texts = Replies.of(4, (long) round * FEW, FEW);
                var batch = new TextBatch(texts);
                double nanos = nanos(() -> batch.count(ours));
                long begin = System.nanoTime();
                int byJtokkit = OtherCounts.of(jtokkit, texts);
                long middle = System.nanoTime();
                int byDjl = OtherCounts.of(djl, texts);
                long end = System.nanoTime();
                if (byJtokkit != batch.tokens() || byDjl != byJtokkit) {
                    throw new IllegalStateException(
                            "the counts differ: " + batch.tokens() + ", " + byJtokkit + ", " + byDjl);
                }
                overJtokkit[Math.max(0, round - 1)] = (middle - begin) / nanos;
                overDjl[Math.max(0, round - 1)] = (end - middle) / nanos;
            }
        }
        atLeast(out, "times faster than jtokkit, fresh replies, cl100k_base, compiled", overJtokkit, "x", 10);
        atLeast(out, "times faster than DJL, fresh replies, cl100k_base, compiled", overDjl, "x", 50);
    }

    private void prompts(PrintWriter out) {
        var millis = new double[RUNS];
        try (Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main")) {
            var shape = new PromptShape(
                    LengthMix.of(Lengths.fixed(PromptSynthesisBench.INPUT_TOKENS), null),
                    1,
                    PromptSynthesisBench.PREFIX_TOKENS);
            var synthesizer = new PromptSynthesizer(tokenizer, Corpus.builtIn(), shape);
            for (int seed = 0; seed < FIRST_PROMPTS; seed++) {
                synthesizer.prompts(seed, ANSWERS);
            }
            for (int i = 0; i < RUNS; i++) {
                long seed = (long) FIRST_PROMPTS + i;
                millis[i] = nanos(() -> synthesizer.prompts(seed, ANSWERS)) / 1e6;
            }
        }
        atMost(out, "1,280 prompts of 600 + 10 tokens, exact", millis, "ms", 50);
    }
}
