package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jmh.NaiveReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SseScanBenchTest {
    @Test
    void allReadersFindTheSameTexts() {
        var bench = new SseScanBench();
        bench.begin();
        var texts = new NaiveReader().texts(bench.bytes());
        assertThat(bench.jackson()).isEqualTo(SseScanBench.EVENTS).isEqualTo(texts.size());
        // The capture's texts hold characters that JSON escapes; the client keeps the escapes until later.
        long escapes = new String(bench.bytes(), StandardCharsets.UTF_8)
                .chars()
                .filter(c -> c == '\\')
                .count();
        long textBytes = String.join("", texts).getBytes(StandardCharsets.UTF_8).length;
        assertThat(bench.clientWithoutComparison()).isBetween(textBytes, textBytes + 5 * escapes);
        assertThat(bench.client()).isEqualTo(bench.clientWithoutComparison());
    }
}
