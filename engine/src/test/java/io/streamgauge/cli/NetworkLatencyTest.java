package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Latencies without the network stand beside the measured ones, which stay. */
class NetworkLatencyTest {
    @TempDir
    private Path directory;

    private CommandRun profile(String flags) {
        return CommandRun.profileMock(
                directory.resolve("run"), ("--request-count 4 --osl 3 --isl 9 " + flags).split(" "));
    }

    private JsonNode summary() {
        return JsonMapper.shared()
                .readTree(
                        directory.resolve("run/profile_export_genai_perf.json").toFile());
    }

    @Test
    void takesWhatIsKnownOffWhatBeginsWithTheSend() {
        CommandRun run = profile("--network-latency-mean 0.25");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode summary = summary();
        for (String metric : new String[] {"time_to_first_token", "request_latency"}) {
            for (String statistic : new String[] {"avg", "p50", "p99", "min", "max"}) {
                assertThat(summary.at("/network_adjusted_" + metric + "/" + statistic)
                                .asDouble())
                        .isCloseTo(summary.at("/" + metric + "/" + statistic).asDouble() - 0.25, within(1e-9));
            }
            assertThat(summary.at("/network_adjusted_" + metric + "/std")).isEqualTo(summary.at("/" + metric + "/std"));
        }
        assertThat(summary.has("network_adjusted_inter_token_latency")).isFalse();
        assertThat(run.out())
                .contains("Network: a round trip takes 0.250 ms", "Network: Request Latency less its mean ");
    }

    @Test
    void measuresHandshakesWhileTheRunIsOn() {
        CommandRun run = profile("--network-latency-automatic --network-latency-ping-interval 10ms --request-rate 20");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode trips = summary().path("network_rtt");
        assertThat(trips.path("count").asInt()).isGreaterThan(2);
        assertThat(trips.path("failures").asInt()).isZero();
        assertThat(trips.path("min").asDouble()).isPositive();
        assertThat(summary().at("/network_adjusted_request_latency/avg").asDouble())
                .isLessThan(summary().at("/request_latency/avg").asDouble());
        assertThat(run.out()).contains("Network: a round trip took ");
    }

    @Test
    void nothingIsSaidUnasked() {
        CommandRun run = profile("");

        assertThat(run.out()).doesNotContain("Network:");
        assertThat(summary().has("network_rtt")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--network-latency-automatic --network-latency-mean 1 | give one of the two",
                "--network-latency-mean 0 | above 0",
                "--network-latency-ping-interval 1s | give both or neither",
                "--network-latency-automatic --network-latency-ping-interval 1ms | at least 10ms",
                "--network-latency-automatic --proxy http://127.0.0.1:1 | ends before the server",
            })
    void refusesInOneLine(String flags, String because) {
        CommandRun run = profile(flags.strip());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains(because.strip()).doesNotContain("\n");
    }
}
