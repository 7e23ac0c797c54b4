package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamgauge.jmh.Capture;
import io.streamgauge.jmh.NaiveReader;
import io.streamgauge.record.Usage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeAnswerBenchTest {
    private static WholeAnswerBench bench(String server, int events) {
        var bench = new WholeAnswerBench();
        bench.server = server;
        bench.events = events;
        bench.load();
        return bench;
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void readsWhatAnIndependentParserReads(String server) {
        List<String> texts = new NaiveReader().texts(Capture.named(server).body());
        WholeAnswerBench bench = bench(server, 1300);
        try {
            assertThat(bench.answer()).isEqualTo(texts.size()).isGreaterThan(1200);
            Flight flight = bench.flight();
            flight.unescape();
            String text = new String(flight.text(), StandardCharsets.UTF_8);
            assertThat(text).isEqualTo(String.join("", texts));
            assertThat(flight.tokenTimes().count()).isEqualTo(texts.size());
            assertThat(flight.usage()).extracting(Usage::completionTokens).isEqualTo(1300L);
            assertThat(flight.finishReason()).isEqualTo("length");
        } finally {
            bench.close();
        }
    }

    /** What a long answer allocates beyond a short one it allocates for its further tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void allocatesNothingPerToken(String server) {
        WholeAnswerBench full = bench(server, 1300);
        WholeAnswerBench cut = bench(server, 100);
        try {
            assertThat(full.answer()).isGreaterThan(cut.answer() + 1000);
            assertThat(allocatedBytes(full)).isEqualTo(allocatedBytes(cut));
        } finally {
            full.close();
            cut.close();
        }
    }

    /** The bytes that one answer allocates once slabs have grown: the least of some, as class loading and compilation only ever add. */
    private static long allocatedBytes(WholeAnswerBench bench) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 200; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            bench.answer();
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
