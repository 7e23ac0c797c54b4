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
        Path cache = Files.createTempDirectory("compiled");
        try {
            loads(out, file, cache);
            try (Tokenizer uncached = Tokenizer.load(file);
                    Tokenizer compiled = Tokenizer.load(file, cache)) {
                counts(out, uncached, compiled);
                boundary(out, compiled);
            }
            others(out, cache);
            prompts(out);
        } finally {
            empty(cache);
            Files.delete(cache);
        }
        return rows.stream().allMatch(Row::kept) ? 0 : 1;
    }

    private static void empty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void tell(PrintWriter out, Row row) {
        rows.add(row);
        out.println(row.line());
        out.flush();
    }

    /** Each in a process of its own, which has the library, to after the first count. */
    private void loads(PrintWriter out, Path tokenizer, Path cache) throws IOException, InterruptedException {
        for (String start : List.of("no cache", "an empty cache", "compiled before")) {
            var millis = new Median(RUNS);
            var memory = new Median(RUNS);
            for (int i = 0; i < RUNS; i++) {
                if (start.equals("an empty cache")) {
                    empty(cache);
                }
                TokenizerLoad load = TokenizerLoad.inNewProcess(tokenizer, start.equals("no cache") ? null : cache);
                millis.add(load.millis());
                memory.add(load.residentMegabytes());
            }
            tell(
                    out,
                    new Row(
                            "load to first count, " + start,
                            millis.value(),
                            "ms",
                            true,
                            start.startsWith("compiled") ? 100 : 500));
            tell(out, new Row("memory that it takes, " + start, memory.value(), "MB", true, 140));
        }
    }

    private void counts(PrintWriter out, Tokenizer uncached, Tokenizer compiled) {
        for (Tokenizer tokenizer : List.of(uncached, compiled)) {
            var fresh = new Median(RUNS);
            var warm = new Median(RUNS);
            var million = new Median(RUNS);
            for (int i = 0; i <= RUNS; i++) {
                var batch = new ReplyBatch(Replies.of(1, (long) i * ANSWERS, ANSWERS));
                double nanos = batch.countNanos(tokenizer);
                // The first meets a thread that has no words yet.
                if (i > 0) {
                    fresh.add(batch.megabytes() / (nanos / 1e9));
                    million.add(nanos / 1e6 * ANSWERS * ANSWER_TOKENS / batch.tokens());
                    warm.add(batch.megabytes() / (batch.countNanos(tokenizer) / 1e9));
                }
            }
            String engine = ", " + tokenizer.info().engine();
            tell(out, new Row("batch count of fresh replies" + engine, fresh.value(), "MB/s", false, 250));
            tell(out, new Row("the same replies again" + engine, warm.value(), "MB/s", false, 500));
            tell(out, new Row("1.66 million tokens of fresh replies" + engine, million.value(), "ms", true, 100));
        }
    }

    /** The same text at other places off the heap, by a call from Java for each and in one call: the second is the loop in Rust. */
    private void boundary(PrintWriter out, Tokenizer tokenizer) {
        var batch = new ReplyBatch(
                Collections.nCopies(8, String.join("", Replies.of(3, 0, 2)).substring(0, 5000)));
        var difference = new Median(RUNS);
        for (int i = 0; i < RUNS; i++) {
            double each = Double.MAX_VALUE;
            double together = Double.MAX_VALUE;
            for (int round = 0; round < 10_000; round++) {
                each = Math.min(each, (double) batch.countEachNanos(tokenizer));
                together = Math.min(together, (double) batch.countNanos(tokenizer));
            }
            difference.add((each - together) / batch.size());
        }
        tell(
                out,
                new Row(
                        "count of 5 KB off the heap from Java, beyond the same in Rust",
                        difference.value(),
                        "ns",
                        true,
                        40));
    }

    /** cl100k_base, which all three read. */
    private void others(PrintWriter out, Path cache) {
        byte[] vocabulary = Capture.builtInVocabulary();
        var jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        var overJtokkit = new Median(RUNS);
        var overDjl = new Median(RUNS);
        try (Tokenizer ours = Tokenizer.fromTiktoken(vocabulary, "cl100k_base", cache);
                var djl = TokenizerBench.djlOf(MergedVocabulary.json(vocabulary))) {
            for (int i = 0; i <= RUNS; i++) {
                List<String> texts = Replies.of(4, (long) i * FEW, FEW);
                var batch = new ReplyBatch(texts);
                double nanos = batch.countNanos(ours);
                long begin = System.nanoTime();
                long tokens = 0;
                for (String text : texts) {
                    tokens += jtokkit.countTokensOrdinary(text);
                }
                long middle = System.nanoTime();
                long others = 0;
                for (var encoding : djl.batchEncode(texts, false, false)) {
                    others += encoding.getIds().length;
                }
                long end = System.nanoTime();
                if (tokens != batch.tokens() || others != tokens) {
                    throw new IllegalStateException(
                            "the counts differ: " + batch.tokens() + ", " + tokens + ", " + others);
                }
                if (i > 0) {
                    overJtokkit.add((middle - begin) / nanos);
                    overDjl.add((end - middle) / nanos);
                }
            }
        }
        tell(
                out,
                new Row(
                        "times faster than jtokkit, fresh replies, cl100k_base, compiled",
                        overJtokkit.value(),
                        "x",
                        false,
                        10));
        tell(
                out,
                new Row(
                        "times faster than DJL, fresh replies, cl100k_base, compiled",
                        overDjl.value(),
                        "x",
                        false,
                        50));
    }

    private void prompts(PrintWriter out) {
        var median = new Median(RUNS);
        try (Tokenizer tokenizer = TokenizerHub.fromEnvironment(Map.of()).load(TokenizerHub.BUILT_IN, "main")) {
            var shape = new PromptShape(
                    LengthMix.of(Lengths.fixed(PromptSynthesisBench.INPUT_TOKENS), null),
                    1,
                    PromptSynthesisBench.PREFIX_TOKENS);
            var synthesizer = new PromptSynthesizer(tokenizer, Corpus.builtIn(), shape);
            for (int i = 0; i < RUNS + 20; i++) {
                long begin = System.nanoTime();
                var prompts = synthesizer.prompts(i, ANSWERS);
                if (i >= 20) {
                    median.add((System.nanoTime() - begin) / 1e6);
                }
                if (prompts.size() != ANSWERS) {
                    throw new IllegalStateException(prompts.size() + " prompts");
                }
            }
        }
        tell(out, new Row("1,280 prompts of 600 + 10 tokens, exact", median.value(), "ms", true, 50));
    }
}
