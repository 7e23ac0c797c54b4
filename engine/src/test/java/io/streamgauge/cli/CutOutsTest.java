package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.Phase;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parts of a run that do not count, from the options to what is reported again from the records. */
class CutOutsTest {
    @TempDir
    private Path directory;

    private Path run() {
        return directory.resolve("run");
    }

    private CommandRun profile(String flags) {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("4ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            return CommandRun.profile(
                    "127.0.0.1:" + server.port(),
                    run(),
                    ("--isl 5 --osl 3 --request-count 20 --warmup-request-count 2 " + flags).split(" "));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private List<RequestRecord> measured() throws IOException {
        return CommandRun.records(run()).stream()
                .filter(record -> record.phase() == Phase.MEASURE)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"20%,30%,0.2,0.3", "10ms,0.02,0,0", "25%,,0.25,0", ",40ms,0,0"})
    void whatEndedInThemIsLeftOutOfAllNumbersAndOfNoRecords(String start, String end, double from, double to)
            throws IOException {
        CommandRun run = profile((start == null ? "" : "--cut-start " + start + " ")
                + (end == null ? "" : "--cut-end " + end + " ") + "--concurrency 1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(measured()).hasSize(20);
        JsonNode plan = json(run().resolve("plan.json"));
        long windowFrom = plan.at("/window_from_ns").asLong();
        long windowTo = plan.at("/window_to_ns").asLong();
        long first =
                measured().stream().mapToLong(RequestRecord::sentNanos).min().orElseThrow();
        long last = measured().stream().mapToLong(RequestRecord::endNanos).max().orElseThrow() + 1;
        assertThat(windowFrom - first)
                .isEqualTo(start == null ? 0 : from > 0 ? Math.round(from * (last - first)) : 10_000_000L);
        assertThat(last - windowTo)
                .isEqualTo(
                        end == null
                                ? 0
                                : to > 0
                                        ? Math.round(to * (last - first))
                                        : end.equals("40ms") ? 40_000_000L : 20_000_000L);
        long inside = measured().stream()
                .filter(record -> record.endNanos() >= windowFrom && record.endNanos() < windowTo)
                .count();
        assertThat(inside).isBetween(1L, 19L);
        JsonNode summary = json(run().resolve("profile_export_genai_perf.json"));
        assertThat(summary.at("/requests/measured").asLong()).isEqualTo(inside);
        assertThat(summary.at("/cut_out/requests").asLong()).isEqualTo(20 - inside);
        assertThat(run.out()).contains((20 - inside) + " measured requests do not count");

        CommandRun again = CommandRun.of("report", run().toString());
        assertThat(run.out()).contains(again.out().replaceFirst("(?m)^Page: .*\\R?", ""));
        Path merged = directory.resolve("merged");
        CommandRun merge = CommandRun.of("merge", run().toString(), "--artifact-dir", merged.toString());
        assertThat(merge.exitCode()).as(merge.err()).isZero();
        assertThat(json(merged.resolve("profile_export_genai_perf.json"))
                        .at("/requests/measured")
                        .asLong())
                .isEqualTo(inside);
    }

    @Test
    void whereNothingIsLeftTheRunHasNoResult() {
        CommandRun run = profile("--concurrency 2 --cut-start 1h");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("20 measured requests do not count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cut-start often|--cut-start 'often': give a time, as 5s, or a share of the run, as 10%",
                "--cut-end 100%|--cut-end 100%: give 0% to below 100%",
                "--cut-start 60% --cut-end 40%|--cut-start 60% and --cut-end 40%: nothing is left",
                "--cut-start 5s -p 100|--cut-start, --cut-end and --measurement-interval"
            })
    void whatMakesNoSenseIsTold(String flags, String expected) {
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory, flags.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(expected).hasLineCount(1);
    }
}
