package io.streamgauge.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jmh.NaiveReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void scannerFindsAllData() {
        var bench = new SseScanBench();
        long data = new String(bench.bytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length - "data: ".length())
                .sum();
        assertThat(bench.scan()).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource({"usual, 1", "first, 0", "decoys, 1"})
    void finderTellsTheTextFromWhatLooksLikeIt(String event, int texts) {
        var bench = new FinderBench();
        bench.event = event;
        bench.load();
        var delta = JsonMapper.shared().readTree(bench.data()).at("/choices/0/delta/content");
        assertThat(bench.finder() / 1000).isEqualTo(texts);
        assertThat(bench.found()).isEqualTo(delta.isNull() ? "" : delta.asString());
    }

    @Test
    void jacksonReadsTheUsualEventAlike() {
        var bench = new FinderBench();
        bench.load();
        assertThat(bench.jackson()).isEqualTo(bench.found()).isNotEmpty();
    }
}
