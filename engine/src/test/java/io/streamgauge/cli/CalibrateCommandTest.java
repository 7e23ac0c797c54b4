package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.health.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whole calibrations, against a server that is a process of its own. */
class CalibrateCommandTest {
    @TempDir
    private Path directory;

    @Test
    void comparesEveryTokenOfEveryRequest() throws IOException {
        Path json = directory.resolve("calibration.json");
        CommandRun run = CommandRun.of(
                "calibrate",
                "--concurrency",
                "8",
                "--request-count",
                "16",
                "--tokens",
                "20",
                "--itl",
                "2ms",
                "--ttft",
                "5ms",
                "--warmup-request-count",
                "4",
                "--json",
                json.toString());
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("16 requests x 20 tokens", "320 token times compared", "client overhead: ");
        var tree = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(tree.at("/compared_requests").asInt()).isEqualTo(16);
        assertThat(tree.at("/token_delay_us/count").asInt()).isEqualTo(320);
        // Both processes read one clock: no token is seen before it was written, nor much after.
        assertThat(tree.at("/token_delay_us/min").asDouble()).isGreaterThan(-1);
        assertThat(tree.at("/token_delay_us/p50").asDouble()).isBetween(0.0, 1e6);
        assertThat(tree.at("/client_health/token_events").asInt()).isEqualTo(320);
    }

    @Test
    void theLimitIsFoundAndNotBelowWhatKeptTheBound() {
        CommandRun run = CommandRun.of(
                "calibrate",
                "--find-limit",
                "--bound",
                "1ns",
                "--concurrency",
                "1",
                "--tokens",
                "3",
                "--itl",
                "1ms",
                "--warmup-request-count",
                "0");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("not even one stream keeps a p99 of 0 us");
    }

    @Test
    void whatCannotBeRunIsToldAtOnce() {
        CommandRun run = CommandRun.of("calibrate", "--tokens", "0", "--itl", "soon");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--tokens 0: give at least 1", "--itl: ");
    }

    @Test
    void theRuleOfTheVerdictIsInTheHelp() {
        String help = CommandRun.of(Map.of(), "profile", "--help").out();
        assertThat(List.copyOf(Verdict.RULE))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(help).contains(line));
    }
}
