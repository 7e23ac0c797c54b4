package io.streamgauge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.jmh.Capture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WirePartsBenchTest {
    @ParameterizedTest
    @ValueSource(strings = {"llama-server", "vllm"})
    void decodesAllOfTheBody(String server) {
        var bench = new ResponseDecodeBench();
        bench.server = server;
        bench.load();
        assertThat(bench.decode()).isEqualTo(Capture.named(server).body().length);
    }

    @Test
    void keepsEveryTokensTimeAndText() {
        var bench = new RecordAppendBench();
        int bytes = bench.append();
        var times = bench.timeline().toTokenTimes();
        assertThat(times.count()).isEqualTo(RecordAppendBench.TOKENS);
        assertThat(times.at(1) - times.at(0)).isEqualTo(10_000_000);
        assertThat(bytes).isEqualTo(bench.timeline().bytes() + RecordAppendBench.TOKENS * 5);
        assertThat(bench.append()).isEqualTo(bytes);
    }
}
