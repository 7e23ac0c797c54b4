package io.streamgauge.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.metrics.Metric;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.record.RecordReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** Each body does the work that its name promises. */
class BenchAnswersTest {
    @Test
    void tokenizersAgree() {
        var bench = new TokenizerBench();
        try {
            bench.rewind();
            int[] ids = bench.encode();
            bench.rewind();
            assertThat(ids).isEqualTo(bench.jtokkitEncode().toArray()).hasSize(TokenizerBench.TOKENS);
            assertThat(bench.count()).isEqualTo(TokenizerBench.TOKENS);
            assertThat(bench.jtokkitCount()).isEqualTo(TokenizerBench.TOKENS);
            assertThat(bench.countBatch()).hasSize(TokenizerBench.TEXTS).containsOnly(TokenizerBench.TOKENS);
        } finally {
            bench.close();
        }
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
