package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Metric;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.record.RecordReader;
import io.streamgauge.tokenizer.Tokenizer;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each body does the work that its name promises. */
class BenchAnswersTest {
    @ParameterizedTest
    @ValueSource(ints = {20, TokenizerBench.TOKENS})
    void tokenizersAgree(int tokens) {
        var bench = new TokenizerBench();
        bench.tokens = tokens;
        bench.load();
        try {
            bench.rewind();
            int[] ids = bench.encode();
            assertThat(ids).hasSize(tokens);
            bench.rewind();
            assertThat(bench.jtokkitEncode().toArray()).isEqualTo(ids);
            bench.rewind();
            assertThat(bench.djlEncode())
                    .isEqualTo(Arrays.stream(ids).asLongStream().toArray());
            bench.rewind();
            assertThat(bench.decode()).isEqualTo(bench.texts().getFirst());
            bench.rewind();
            assertThat(bench.count()).isEqualTo(tokens);
            assertThat(bench.countBatch()).hasSize(TokenizerBench.TEXTS).containsOnly(tokens);
            assertThat(bench.jtokkitCountBatch()).isEqualTo(TokenizerBench.TEXTS * tokens);
            assertThat(bench.djlCountBatch()).isEqualTo(TokenizerBench.TEXTS * tokens);
        } finally {
            bench.close();
        }
    }

    /** The form made for the benchmark is what the two libraries that read it take for the same vocabulary. */
    @Test
    void mergedVocabularyGivesTheIdsOfTheRankedOne() {
        byte[] ranked = Capture.builtInVocabulary();
        byte[] merged = MergedVocabulary.json(ranked);
        String text = "It's 1234567 naïve façades — 你好, мир!\n\n\tdef f(x):  return x**2  # 🙂👩‍👩‍👧 \u00a0 done   ";
        try (Tokenizer ours = Tokenizer.fromTiktoken(ranked, "cl100k_base");
                Tokenizer same = Tokenizer.fromJson(merged);
                var djl = TokenizerBench.djlOf(merged)) {
            int[] ids = ours.encode(text);
            assertThat(ids).hasSizeGreaterThan(30);
            assertThat(same.encode(text)).isEqualTo(ids);
            assertThat(djl.encode(text, false, false).getIds())
                    .isEqualTo(Arrays.stream(ids).asLongStream().toArray());
        }
    }

    @Test
    void everyLoadedTokenizerCountsTheWord() {
        var bench = new TokenizerLoadBench();
        assertThat(List.of(bench.tiktoken(), bench.json(), bench.jtokkit(), bench.djl()))
                .containsOnly(1L);
    }

    @Test
    void reportsHoldTheRun() throws Exception {
        var bench = new ReportWriteBench();
        bench.begin();
        try {
            assertThat(bench.write()).contains("Time To First Token").contains("1,280.00");
            assertThat(bench.csv()).content().contains("Request Latency");
            assertThat(bench.json()).content().contains("\"time_to_first_token\"");
        } finally {
            bench.end();
        }
        assertThat(bench.csv()).doesNotExist();
    }

    @Test
    void promptsAreExactAndNew() {
        var bench = new PromptSynthesisBench();
        bench.prompts = 20;
        try {
            var prompts = bench.synthesize();
            assertThat(prompts)
                    .hasSize(20)
                    .allSatisfy(prompt -> assertThat(bench.count(prompt.joined()))
                            .isEqualTo(PromptSynthesisBench.PREFIX_TOKENS + PromptSynthesisBench.INPUT_TOKENS));
            assertThat(new HashSet<>(prompts).addAll(bench.synthesize())).isTrue();
            assertThat(prompts.stream().map(Prompt::text).distinct()).hasSize(20);
        } finally {
            bench.close();
        }
    }

    @Test
    void summaryCoversEveryGap() {
        var summary = new SummaryBench().summarize();
        assertThat(summary.counts().kept()).isEqualTo(SummaryBench.REQUESTS);
        assertThat(summary.total(Metric.REQUEST_COUNT)).isEqualTo((double) SummaryBench.REQUESTS);
    }

    @Test
    void writtenRecordsReadBackTheSame() throws Exception {
        var bench = new RecordWriteBench();
        bench.begin();
        try {
            bench.write();
            bench.write();
            var file = bench.flushed();
            assertThat(RecordReader.read(file).records()).containsExactly(bench.record(), bench.record());
            bench.begin();
            assertThat(Files.exists(file)).isFalse();
        } finally {
            bench.end();
        }
    }

    @Test
    void exportHoldsEveryText() throws Exception {
        var bench = new ExportWriteBench();
        bench.begin();
        try {
            bench.write();
            var responses = JsonMapper.shared()
                    .readTree(Files.readString(bench.finished()))
                    .at("/experiments/0/requests/0/response_outputs");
            var texts = responses.values().stream()
                    .map(output -> output.path("response").asString().replaceFirst("^data: ", ""))
                    .map(event -> JsonMapper.shared()
                            .readTree(event)
                            .at("/choices/0/delta/content")
                            .asString());
            assertThat(texts).containsExactlyElementsOf(bench.texts());
        } finally {
            bench.end();
        }
    }

    @Test
    void calibrationHashesTheWholeEvent() {
        var bench = new CalibrationBench();
        var modulus = BigInteger.ONE.shiftLeft(64);
        var hash = new BigInteger("14695981039346656037");
        for (byte b : bench.event()) {
            hash = hash.xor(BigInteger.valueOf(b & 0xff))
                    .multiply(new BigInteger("1099511628211"))
                    .mod(modulus);
        }
        assertThat(bench.event()).hasSize(CalibrationBench.BYTES);
        assertThat(bench.hash()).isEqualTo(hash.longValue());
    }

    @Test
    void clockMovesForward() {
        var bench = new ClockBench();
        long before = System.nanoTime();
        assertThat(bench.nanoTime() - before).isNotNegative();
    }
}
