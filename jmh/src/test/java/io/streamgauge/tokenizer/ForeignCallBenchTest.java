package io.streamgauge.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.tokenizer.ffi.tokenizers_h;
import org.junit.jupiter.api.Test;

class ForeignCallBenchTest {
    @Test
    void everyCallReachesTheLibrary() throws Throwable {
        var bench = new ForeignCallBench();
        try {
            assertThat(bench.emptyPlain()).isEqualTo(tokenizers_h.TOKENIZERS_ABI_VERSION());
            assertThat(bench.emptyCritical()).isEqualTo(bench.emptyPlain());
            assertThat(bench.countRaw()).isEqualTo(1);
            assertThat(bench.countByFace()).isEqualTo(1);
        } finally {
            bench.close();
        }
    }
}
