package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.mock.LatencyModel;
import io.streamgauge.mock.MockOptions;
import io.streamgauge.mock.MockServer;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a run, carried by several clients at once, against the same run carried by one. */
class ShardsTest {
    @TempDir
    private Path directory;

    private static MockServer server() {
        return MockServer.start(MockOptions.builder()
                .ttft(LatencyModel.parse("1ms"))
                .itl(LatencyModel.parse("1ms"))
                .build());
    }

    private CommandRun run(MockServer server, Map<String, String> variables, String place, String... more) {
        List<String> args = new ArrayList<>(List.of("profile", "-m", "m", "--tokenizer", "builtin", "--osl", "3"));
        args.addAll(List.of("--isl", "9", "--synthetic-input-tokens-stddev", "3", "--random-seed", "5"));
        args.addAll(List.of("--url", "127.0.0.1:" + server.port()));
        args.addAll(List.of("--artifact-dir", directory.resolve(place).toString()));
        args.addAll(List.of(more));
        return CommandRun.of(variables, args.toArray(String[]::new));
    }

    /** Runs all parts at once. */
    private void parts(MockServer server, int count, String... more) {
        List<CompletableFuture<CommandRun>> runs = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> run(
                        server,
                        Map.of("JOB_COMPLETION_INDEX", "" + i, "JOB_COMPLETIONS", "" + count),
                        "part" + i,
                        more)))
                .toList();
        runs.forEach(
                run -> assertThat(run.join().exitCode()).as(run.join().err()).isZero());
    }

    private List<RequestRecord> records(String place) throws IOException {
        return RecordReader.read(directory.resolve(place + "/records.jsonl")).records();
    }

    /** Each request's number, phase and prompt length: with one seed, what was asked and not how it went. */
    private static List<String> asked(List<RequestRecord> records) {
        return records.stream()
                .map(record -> record.request() + " " + record.phase() + " " + record.isl())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--concurrency 5 --loops 2",
                "--request-rate 400 --request-distribution poisson",
                "--request-rate 300 --max-concurrency 4 --loops 2",
                "--user-centric-rate 300 --num-users 5 --loops 2"
            })
    void thePartsTogetherAreExactlyTheWhole(String load) throws IOException {
        String[] options = (load + " --request-count 23 --warmup-request-count 5 --num-prompts 11").split(" ", -1);
        try (MockServer server = server()) {
            assertThat(run(server, Map.of(), "whole", options).exitCode()).isZero();
            parts(server, 3, options);
            assertThat(server.truth().finished()).hasSize(2 * 28);
        }
        List<RequestRecord> union = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<RequestRecord> part = records("part" + i);
            assertThat(part.size()).isBetween(4, 13);
            union.addAll(part);
        }
        assertThat(asked(union)).isEqualTo(asked(records("whole"))).hasSize(28);
        if (!load.startsWith("--concurrency")) {
            assertThat(dueFromFirst(records("whole"))).isEqualTo(dueFromFirstOfEach(23));
        }
        assertThat(directory.resolve("part1/inputs.json"))
                .hasSameBinaryContentAs(directory.resolve("whole/inputs.json"));
        assertThat(plan("part1").at("/options/shard").asString()).isEqualTo("1/3");
    }

    private static Map<Integer, Long> dueFromFirst(List<RequestRecord> records) {
        Map<Integer, Long> due = new HashMap<>();
        long first = records.stream()
                .filter(record -> record.request() == 5)
                .mapToLong(RequestRecord::dueNanos)
                .sum();
        records.stream()
                .filter(record -> record.request() >= 5)
                .forEach(record -> due.put(record.request(), record.dueNanos() - first));
        return due;
    }

    /** Each part begins on its own zero, so its due times are compared by what lies between those of its own. */
    private Map<Integer, Long> dueFromFirstOfEach(int count) throws IOException {
        Map<Integer, Long> whole = dueFromFirst(records("whole"));
        Map<Integer, Long> due = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            List<RequestRecord> part = records("part" + i);
            RequestRecord first = part.stream()
                    .filter(record -> record.request() >= 5)
                    .min((a, b) -> Integer.compare(a.request(), b.request()))
                    .orElseThrow();
            part.stream()
                    .filter(record -> record.request() >= 5)
                    .forEach(record -> due.put(
                            record.request(),
                            Objects.requireNonNull(whole.get(first.request())) + record.dueNanos() - first.dueNanos()));
        }
        assertThat(due).hasSize(count);
        return due;
    }

    @Test
    void mergeMakesOneReportOfAllRecords() throws IOException {
        try (MockServer server = server()) {
            parts(server, 3, "--concurrency", "3", "--request-count", "12", "--start-at", inTwoSeconds());
        }
        CommandRun merged = CommandRun.of(
                "merge",
                directory.toString(),
                "--artifact-dir",
                directory.resolve("all").toString());
        assertThat(merged.exitCode()).as(merged.err()).isZero();
        assertThat(merged.out())
                .contains("Request Count (count) | ", "part0: 4 requests", "part2: 4 requests", "wall clock ")
                .doesNotContain("not here");
        assertThat(records("all")).hasSize(12);
        assertThat(records("all").stream().map(RequestRecord::request).distinct())
                .hasSize(12);
        // The whole can be read again like any run, and says the same.
        CommandRun report = CommandRun.of("report", directory.resolve("all").toString());
        assertThat(merged.out()).contains(report.out().replaceFirst("(?m)^Page: .*\\R?", ""));
        JsonNode summary = JsonMapper.shared()
                .readTree(
                        directory.resolve("all/profile_export_genai_perf.json").toFile());
        assertThat(summary.at("/request_count/avg").asInt()).isEqualTo(12);
        assertThat(summary.at("/parts")).hasSize(3);
        // All parts began at one moment of the wall clock.
        for (JsonNode part : summary.at("/parts")) {
            assertThat(part.at("/first_sent_epoch_ns").asLong() / 1_000_000_000L)
                    .isGreaterThanOrEqualTo(
                            summary.at("/parts/0/first_sent_epoch_ns").asLong() / 1_000_000_000L - 1);
        }
        long[] latencies = records("all").stream()
                .mapToLong(record -> record.tokenTimes().last() - record.sentNanos())
                .sorted()
                .toArray();
        assertThat(summary.at("/request_latency/max").asDouble())
                .isCloseTo(latencies[11] / 1e6, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(summary.at("/request_latency/avg").asDouble())
                .isCloseTo(
                        Arrays.stream(latencies).average().orElseThrow() / 1e6,
                        org.assertj.core.data.Offset.offset(1e-6));
    }

    private static String inTwoSeconds() {
        return Instant.now().plusSeconds(2).toString();
    }

    @Test
    void mergeSaysWhatIsMissingAndRefusesWhatIsNotOfOnePlan() throws IOException {
        try (MockServer server = server()) {
            run(server, Map.of(), "a", "--request-count", "4", "--concurrency", "2", "--shard", "0/2");
            run(server, Map.of(), "b", "--request-count", "6", "--concurrency", "2", "--shard", "1/2");
        }
        CommandRun alone = merge("a");
        assertThat(alone.out()).contains("parts of the plan that are not here: 1/2");
        assertThat(merge("a").err()).contains("holds a run already");
        delete("all");
        CommandRun mixed = merge("a", "b");
        assertThat(mixed.exitCode()).isEqualTo(2);
        assertThat(mixed.err()).contains("differ in --request-count").hasLineCount(1);
        assertThat(merge("nowhere").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("merge").exitCode()).isEqualTo(2);
    }

    private CommandRun merge(String... places) {
        List<String> args = new ArrayList<>(List.of("merge"));
        Stream.of(places).map(place -> directory.resolve(place).toString()).forEach(args::add);
        args.addAll(List.of("--artifact-dir", directory.resolve("all").toString()));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private void delete(String place) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve(place))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--shard 3/3",
                "--shard x",
                "--shard 0/0",
                "--shard 1/4 --concurrency 3",
                "--shard 0/3 --request-rate 5 --max-concurrency 2",
                "--start-at soon",
                "--start-at next:0s",
                "--start-at 2026-13-01T00:00:00Z"
            })
    void whatIsNoPartIsSaidSo(String options) {
        CommandRun run = CommandRun.of(("profile -m m --tokenizer builtin --no-preflight " + options).split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).startsWith("streamgauge: --s");
    }

    @Test
    void aPodThatDoesNotKnowHowManyThereAreIsNotGuessedFor() {
        CommandRun run = CommandRun.of(
                Map.of("JOB_COMPLETION_INDEX", "2"), "profile", "-m", "m", "--tokenizer", "builtin", "--no-preflight");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("JOB_COMPLETIONS is not").hasLineCount(1);
    }

    @Test
    void startMomentsAreRead() {
        Instant now = Instant.parse("2026-01-31T12:00:10.5Z");
        assertThat(StartAt.epochNanos(null, now)).isZero();
        assertThat(StartAt.epochNanos("1769860800.25", now)).isEqualTo(1_769_860_800_250_000_000L);
        assertThat(StartAt.epochNanos("2026-01-31T12:00:00Z", now)).isEqualTo(1_769_860_800_000_000_000L);
        assertThat(StartAt.epochNanos("2026-01-31T13:00:00+01:00", now)).isEqualTo(1_769_860_800_000_000_000L);
        assertThat(StartAt.epochNanos("next:1m", now)).isEqualTo(1_769_860_860_000_000_000L);
    }

    @Test
    void aStartThatIsOverIsSaidSo() {
        try (MockServer server = server()) {
            CommandRun run =
                    run(server, Map.of(), "late", "--request-count", "2", "--start-at", "2020-01-01T00:00:00Z");
            assertThat(run.exitCode()).isZero();
            assertThat(run.err()).contains("--start-at was ");
        }
    }

    private JsonNode plan(String place) {
        return JsonMapper.shared()
                .readTree(directory.resolve(place + "/plan.json").toFile());
    }
}
