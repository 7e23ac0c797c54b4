package io.streamgauge.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.RequestTruth;
import io.streamgauge.mock.RequestTruth.Outcome;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampErrorsTest {
    private static RequestRecord record(String id, Phase phase, Status status, long sent, long... tokens) {
        return new RequestRecord(
                0,
                phase,
                id,
                status,
                200,
                null,
                sent,
                sent,
                tokens[0],
                TokenTimes.of(tokens),
                tokens[0],
                tokens[tokens.length - 1],
                1,
                tokens.length,
                null,
                0,
                Stamp.KERNEL,
                0,
                "length",
                0,
                0,
                null);
    }

    private static RequestTruth truth(String id, long received, long... writes) {
        return new RequestTruth(id, received, writes, writes.length, Outcome.FINISHED, null);
    }

    @Test
    void comparesTokenByTokenAndRequestByRequest() throws IOException {
        var errors = StampErrors.of(
                List.of(
                        record("a", Phase.MEASURE, Status.OK, 1_000, 31_000, 42_000, 53_000),
                        record("w", Phase.WARMUP, Status.OK, 0, 900_000)),
                List.of(truth("a", 6_000, 30_000, 40_000, 50_000), truth("w", 0, 1))::forEach);
        assertThat(errors.complete()).isTrue();
        assertThat(requireNonNull(errors.delay()).count()).isEqualTo(3);
        assertThat(requireNonNull(errors.delay()).min()).isEqualTo(1);
        assertThat(requireNonNull(errors.delay()).p50()).isEqualTo(2);
        assertThat(requireNonNull(errors.delay()).max()).isEqualTo(3);
        // (31 − 1) − (30 − 6) and (53 − 31) / 2 − (50 − 30) / 2
        assertThat(requireNonNull(errors.ttft()).p50()).isEqualTo(6);
        assertThat(requireNonNull(errors.itl()).p50()).isEqualTo(1);
    }

    /** Of two answers with five tokens each, in turn: what is written third to ninth of all ten. */
    @Test
    void theStartAndTheEndOfAllStreamsAreNotTheSteadyState() throws IOException {
        var errors = StampErrors.of(
                List.of(
                        record("a", Phase.MEASURE, Status.OK, 0, 90_000, 21_000, 41_000, 61_000, 90_000),
                        record("b", Phase.MEASURE, Status.OK, 0, 90_000, 33_000, 53_000, 73_000, 98_000)),
                List.of(
                        truth("a", 0, 0, 20_000, 40_000, 60_000, 80_000),
                        truth("b", 0, 10_000, 30_000, 50_000, 70_000, 90_000))::forEach);
        assertThat(requireNonNull(errors.delay()).count()).isEqualTo(10);
        assertThat(requireNonNull(errors.steadyDelay()).count()).isEqualTo(7);
        assertThat(requireNonNull(errors.steadyDelay()).min()).isEqualTo(1);
        assertThat(requireNonNull(errors.steadyDelay()).p50()).isEqualTo(3);
        assertThat(requireNonNull(errors.steadyDelay()).max()).isEqualTo(10);
    }

    @Test
    void whatCannotBeComparedIsCounted() throws IOException {
        var errors = StampErrors.of(
                List.of(
                        record("a", Phase.MEASURE, Status.OK, 0, 10, 20),
                        record("b", Phase.MEASURE, Status.OK, 0, 10),
                        record("c", Phase.MEASURE, Status.TRUNCATED, 0, 10)),
                List.of(truth("a", 0, 10), truth("c", 0, 10))::forEach);
        assertThat(errors.miscounted()).isEqualTo(1);
        assertThat(errors.unknown()).isEqualTo(1);
        assertThat(errors.failed()).isEqualTo(1);
        assertThat(errors.complete()).isFalse();
        assertThat(errors.delay()).isNull();
    }

    @Test
    void aTruthLineReadsBackAsItWas() {
        String line =
                "{\"id\":\"chatcmpl-1\",\"received_ns\":5,\"tokens\":2,\"outcome\":\"fault\",\"fault\":\"close-at\",\"write_ns\":[7,9]}";
        var truth = RequestTruth.fromJson(line);
        assertThat(truth.id()).isEqualTo("chatcmpl-1");
        assertThat(truth.receivedNanos()).isEqualTo(5);
        assertThat(truth.writeNanos()).containsExactly(7, 9);
        assertThat(truth.outcome()).isEqualTo(Outcome.FAULT);
        assertThat(String.valueOf(truth.fault())).isEqualTo("CLOSE_AT");
    }
}
