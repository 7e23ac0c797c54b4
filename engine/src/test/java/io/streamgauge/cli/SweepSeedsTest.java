package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which seed each run of a sweep has, where they are to differ. */
class SweepSeedsTest {
    private static final String ASKED =
            "analyze -m m --tokenizer builtin --isl 9 --osl 3 --request-count 4 --random-seed 7 ";

    @TempDir
    private Path directory;

    /** Of all runs, from the lowest. */
    private List<Integer> seeds(String flags) throws IOException {
        try (MockServer server = MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("0ms"))
                .build())) {
            List<String> args = new ArrayList<>(List.of((ASKED + flags).split(" ")));
            args.addAll(List.of("--url", "127.0.0.1:" + server.port(), "--artifact-dir", directory.toString()));
            CommandRun run = CommandRun.of(args.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("plan.json"))
                    .map(SweepSeedsTest::seed)
                    .sorted()
                    .toList();
        }
    }

    private static int seed(Path plan) {
        try {
            JsonNode options = JsonMapper.shared().readTree(Files.readString(plan));
            return Integer.parseInt(options.findValue("random-seed").asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--concurrency 1:2:1, 2",
        "--concurrency 1:2:1 --num-profile-runs 3 --vary-seed-per-trial, 6",
        "--concurrency 1:2:1 --num-profile-runs 3 --vary-seed-per-trial --parameter-sweep-mode independent, 6",
        // 1, 2, 4 and 5, of which only the first and the last are known before.
        "--search --sweep-range concurrency:1:5 --slo time_to_first_token.p99<9999, 4",
        "--search --sweep-range concurrency:1:5 --slo time_to_first_token.p99<9999 --num-profile-runs 2 --vary-seed-per-trial, 8",
        "--rate-sweep 2, 4",
        "--rate-sweep 2 --num-profile-runs 2 --vary-seed-per-trial, 8"
    })
    void noTwoRunsHaveOne(String flags, int runs) throws IOException {
        assertThat(seeds(flags + " --vary-seed-per-point"))
                .isEqualTo(IntStream.range(7, 7 + runs).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"--vary-seed-per-trial", "--vary-seed-per-point"})
    void theyDifferInWhatTheyAreAskedTo(String option) throws IOException {
        assertThat(seeds("--concurrency 1:2:1 --num-profile-runs 2 " + option)).containsExactly(7, 7, 8, 8);
    }
}
