package io.streamgauge.metrics;

import static io.streamgauge.metrics.Recordings.failed;
import static io.streamgauge.metrics.Recordings.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoodputTest {
    /** TTFT 200 ms and 300 ms, and one token only with TTFT 100 ms; ITL 10 ms and 20 ms; 1 s in all. */
    private static final List<RequestRecord> RECORDS = List.of(
            ok(0, 0, 2, 200_000_000, 210_000_000),
            ok(1, 0, 2, 300_000_000, 320_000_000),
            ok(2, 900_000_000, 1, 1_000_000_000),
            failed(3, 0, Status.HTTP_ERROR, 500, "boom"));

    private static Double goodput(String... objectives) {
        var slos = Stream.of(objectives).map(Slo::parse).toList();
        var summary = Summarizer.summarize(RECORDS, new SummaryOptions(true, slos, Definitions.GENAI_PERF));
        return Objects.requireNonNull(summary.total(Metric.REQUEST_GOODPUT));
    }

    @Test
    void countsRequestsThatMeetEveryObjective() {
        assertThat(goodput("time_to_first_token:200")).isEqualTo(2);
        assertThat(goodput("time_to_first_token:199.999999")).isEqualTo(1);
        assertThat(goodput("time_to_first_token:300", "inter_token_latency:10")).isEqualTo(1);
        assertThat(goodput("request_latency:0")).isZero();
    }

    @Test
    void ratesMustNotBeBelow() {
        assertThat(goodput("output_token_throughput_per_user:50")).isEqualTo(2);
        assertThat(goodput("output_token_throughput_per_user:50.1")).isEqualTo(1);
    }

    @Test
    void aRequestWithoutTheValueIsNotGood() {
        assertThat(goodput("inter_token_latency:1000000")).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoObjective() {
        assertThatThrownBy(() -> Slo.parse("tfft:200"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("unknown objective 'tfft'; use one of time_to_first_token, ");
        assertThatThrownBy(() -> Slo.parse("request_count:2")).hasMessageContaining("cannot be an objective");
        assertThatThrownBy(() -> Slo.parse("request_latency")).hasMessageContaining("is not KEY:BOUND");
        assertThatThrownBy(() -> Slo.parse("request_latency:fast")).hasMessageContaining("not 'fast'");
        assertThatThrownBy(() -> Slo.parse("request_latency:-1")).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> Slo.parse("request_latency:NaN")).hasMessageContaining("0 or more");
        assertThat(Slo.parse(" request_latency : 5 ")).isEqualTo(new Slo(Metric.REQUEST_LATENCY, 5));
    }
}
