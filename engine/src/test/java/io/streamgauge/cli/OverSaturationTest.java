package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Status;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that ends when its server falls behind. */
class OverSaturationTest {
    private static final String RULE =
            "--osl 2 --isl 5 --stop-over-saturated --over-saturation-after 2s --over-saturation-ttft 200ms";

    @TempDir
    private Path directory;

    @Test
    void aServerThatFallsBehindEndsTheRun() throws IOException {
        // Two answers at a time of 100 ms each are 20 a second; it is asked for 60.
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("100ms"))
                .itl(LatencyModel.parse("0ms"))
                .maxConcurrent(2)
                .build())) {
            CommandRun run = CommandRun.profile(
                    "127.0.0.1:" + server.port(),
                    directory,
                    (RULE + " --request-rate 60 --request-count 6000").split(" "));
            assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
            assertThat(run.out()).contains("stopped early: the server is over-saturated");
        }
        assertThat(CommandRun.records(directory))
                .hasSizeBetween(100, 1500)
                .anyMatch(record -> record.status() == Status.OK)
                .anyMatch(record -> record.status() == Status.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--over-saturation-after 3s|--over-saturation-after means nothing without --stop-over-saturated",
                "--over-saturation-ttft 3s|--over-saturation-ttft means nothing without --stop-over-saturated",
                "--stop-over-saturated --no-streaming|--stop-over-saturated and --no-streaming"
            })
    void whatMakesNoSenseIsTold(String flags, String expected) {
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory, flags.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).hasLineCount(1);
    }
}
