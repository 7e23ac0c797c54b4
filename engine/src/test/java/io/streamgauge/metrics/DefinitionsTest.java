package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.record.Usage;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
    /** Sent 0; tokens at 100, 110, 130; end 1_130; three tokens by the tokenizer, five by the server. */
    private static Summary summary(Definitions definitions) {
        var record = ok(0, 0, 3, new Usage(100, 5, -1, -1), 100, 110, 130);
        return Summarizer.summarize(List.of(record), new SummaryOptions(true, List.of(), definitions));
    }

    private static double raw(Summary summary, Metric metric) {
        return Objects.requireNonNull(summary.distribution(metric)).max()
                / metric.unit().scale();
    }

    @Test
    void genaiPerfCountsByTokenizerAndEndsWithTheLastToken() {
        var summary = summary(Definitions.GENAI_PERF);
        assertThat(raw(summary, Metric.REQUEST_LATENCY)).isEqualTo(130);
        assertThat(raw(summary, Metric.INTER_TOKEN_LATENCY)).isEqualTo(15);
        assertThat(raw(summary, Metric.OUTPUT_SEQUENCE_LENGTH)).isEqualTo(3);
        assertThat(summary.distribution(Metric.TIME_PER_OUTPUT_TOKEN)).isNull();
    }

    @Test
    void vllmCountsByUsage() {
        var summary = summary(Definitions.VLLM);
        assertThat(raw(summary, Metric.REQUEST_LATENCY)).isEqualTo(130);
        assertThat(raw(summary, Metric.INTER_TOKEN_LATENCY)).isEqualTo(7.5);
        assertThat(raw(summary, Metric.OUTPUT_SEQUENCE_LENGTH)).isEqualTo(5);
    }

    @Test
    void guidellmEndsWithTheAnswer() {
        var summary = summary(Definitions.GUIDELLM);
        assertThat(raw(summary, Metric.REQUEST_LATENCY)).isEqualTo(1_130);
        assertThat(raw(summary, Metric.INTER_TOKEN_LATENCY)).isEqualTo(7.5);
        assertThat(raw(summary, Metric.TIME_PER_OUTPUT_TOKEN)).isEqualTo(26);
        assertThat(summary.durationNanos()).isEqualTo(1_130);
    }

    @Test
    void namesAreThoseOfTheOption() {
        for (var definitions : Definitions.values()) {
            assertThat(Definitions.ofKey(definitions.key())).isEqualTo(definitions);
        }
        assertThatThrownBy(() -> Definitions.ofKey("aiperf"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown definitions 'aiperf'; use one of genai-perf, vllm, guidellm");
    }
}
