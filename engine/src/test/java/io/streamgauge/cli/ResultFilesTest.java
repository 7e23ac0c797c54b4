package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Which files a run leaves, and what is made of them later. */
class ResultFilesTest {
    @TempDir
    private Path directory;

    private Path run() {
        return directory.resolve("run");
    }

    private CommandRun profile(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "--mock",
                "--mock-ttft",
                "4ms",
                "--mock-itl",
                "1ms",
                "--concurrency",
                "4",
                "--request-count",
                "8",
                "--warmup-request-count",
                "0",
                "--num-prompts",
                "4",
                "--num-prefix-prompts",
                "0",
                "--isl",
                "10",
                "--osl",
                "5",
                "--no-server-metrics",
                "--artifact-dir",
                run().toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(run())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aRunLeavesItsPage() throws IOException {
        assertThat(profile().exitCode()).isZero();
        assertThat(names())
                .containsExactly(
                        "inputs.json",
                        "plan.json",
                        "profile_export.json",
                        "profile_export_genai_perf.csv",
                        "profile_export_genai_perf.json",
                        "records.jsonl",
                        "report.html");
        assertThat(Files.readString(run().resolve("report.html"))).contains("\"client_health\"");
    }

    @Test
    void furtherFilesCanBeAskedForAndThePageLeftOut() throws IOException {
        assertThat(profile("--no-html", "--slice-duration", "5ms", "--histograms")
                        .exitCode())
                .isZero();
        assertThat(names())
                .contains(
                        "profile_export_slices.json",
                        "profile_export_slices.csv",
                        "profile_export.hlog",
                        "profile_export_time_to_first_token.hgrm",
                        "profile_export_inter_chunk_latency.hgrm")
                .doesNotContain("report.html");
        assertThat(profile("--no-html", "--overwrite").exitCode()).isZero();
        assertThat(names()).noneMatch(name -> name.contains("slices") || name.contains(".hgrm"));
    }

    @Test
    void aSummaryAloneKeepsNoSingleRequest() throws IOException {
        CommandRun run = profile("--export-level", "summary");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(names())
                .containsExactly(
                        "inputs.json",
                        "plan.json",
                        "profile_export_genai_perf.csv",
                        "profile_export_genai_perf.json",
                        "report.html");
        CommandRun again = CommandRun.of("report", run().toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("no records.jsonl").contains("--export-level summary");
    }

    @Test
    void rawKeepsEveryByteOfEachAnswer() throws IOException {
        String[] events = {
            "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"é \\\"🙂\\\"\"}}],\"extra\":1}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}",
            "[DONE]"
        };
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.stream(events))) {
            CommandRun run = CommandRun.profile(
                    Map.of(), server.url(), run(), "--request-count", "3", "--isl", "5", "--export-level", "raw");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        var export = JsonMapper.shared().readTree(Files.readAllBytes(run().resolve("profile_export.json")));
        var requests = export.at("/experiments/0/requests");
        assertThat(requests.size()).isEqualTo(3);
        for (var request : requests) {
            var said = new StringBuilder();
            request.path("response_outputs")
                    .forEach(output -> said.append(output.path("response").asString()));
            assertThat(said).hasToString("data: " + String.join("\n\ndata: ", events) + "\n\n");
            assertThat(request.path("response_timestamps").size())
                    .isEqualTo(request.path("response_outputs").size());
            // The server writes chunks, so the pieces are no larger than one.
            assertThat(request.path("response_outputs").size()).isGreaterThanOrEqualTo(events.length);
            long before = request.path("timestamp").asLong();
            for (var time : request.path("response_timestamps")) {
                assertThat(time.asLong()).isGreaterThanOrEqualTo(before);
                before = time.asLong();
            }
        }
    }

    @Test
    void rawOfAnAnswerInOnePieceIsOneResponse() throws IOException {
        String whole = "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"hi\"}}]}";
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.json(200, whole))) {
            CommandRun run = CommandRun.of(
                    "profile",
                    "-m",
                    "m",
                    "--tokenizer",
                    "builtin",
                    "--url",
                    server.url(),
                    "--no-streaming",
                    "--request-count",
                    "2",
                    "--isl",
                    "5",
                    "--export-level",
                    "raw",
                    "--artifact-dir",
                    run().toString());
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        var request = JsonMapper.shared()
                .readTree(Files.readAllBytes(run().resolve("profile_export.json")))
                .at("/experiments/0/requests/0");
        assertThat(request.path("response_outputs").size()).isOne();
        assertThat(request.at("/response_outputs/0/response").asString()).isEqualTo(whole);
        assertThat(request.path("response_timestamps").size()).isOne();
    }

    @Test
    void reportMakesTheSameFilesFromTheRecords() throws IOException {
        assertThat(profile("--slice-duration", "5ms", "--histograms").exitCode())
                .isZero();
        List<String> all = names();
        List<byte[]> made = new ArrayList<>();
        for (String name : all) {
            made.add(Files.readAllBytes(run().resolve(name)));
        }
        for (String name : all) {
            if (name.equals("report.html") || name.contains("slices") || name.contains("hgrm")) {
                Files.delete(run().resolve(name));
            }
        }
        CommandRun again = CommandRun.of("report", run().toString(), "--slice-duration", "5ms", "--histograms");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("report.html");
        assertThat(names()).isEqualTo(all);
        for (int i = 0; i < all.size(); i++) {
            assertThat(Files.readAllBytes(run().resolve(all.get(i))))
                    .as(all.get(i))
                    .isEqualTo(made.get(i));
        }
    }

    @Test
    void theTableIsByTheFormulasAskedForAndTheFilesAreNot() throws IOException {
        CommandRun run = profile("--definitions", "vllm");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("TPOT, first token excluded (ms)").doesNotContain("Inter Token Latency");
        CommandRun again = CommandRun.of("report", run().toString(), "--definitions", "vllm", "--no-html");
        assertThat(run.out()).contains(again.out());
        assertThat(Files.readString(run().resolve("report.html"))).contains("\"definitions\":\"vllm\"");
        assertThat(Files.readString(run().resolve("profile_export_genai_perf.csv")))
                .contains("Inter Token Latency");
        assertThat(profile("--definitions", "mine").err()).contains("unknown definitions 'mine'");
    }

    @Test
    void aTornLineIsCountedAndTheRestReported() throws IOException {
        assertThat(profile().exitCode()).isZero();
        Files.writeString(run().resolve("records.jsonl"), "{\"request\":8,\"phase\":\"mea", StandardOpenOption.APPEND);
        CommandRun again = CommandRun.of("report", run().toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("The last line of records.jsonl is torn")
                .containsPattern("Request Count.*8\\.00");
        assertThat(Files.readString(run().resolve("report.html"))).contains("is torn");
    }

    @Test
    void aDirectoryOfAnotherVersionIsRefusedInOneLine() throws IOException {
        assertThat(profile().exitCode()).isZero();
        Path plan = run().resolve("plan.json");
        Files.writeString(plan, Files.readString(plan).replaceFirst("\"format\": 1", "\"format\": 2"));
        CommandRun again = CommandRun.of("report", run().toString());
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err().strip()).contains("has format 2").doesNotContain("\n");
    }

    @Test
    void theSummarySaysThatNothingInterruptedIt() throws IOException {
        assertThat(profile().exitCode()).isZero();
        var summary = JsonMapper.shared().readTree(Files.readAllBytes(run().resolve("profile_export_genai_perf.json")));
        assertThat(summary.path("interrupted").asBoolean(true)).isFalse();
    }
}
