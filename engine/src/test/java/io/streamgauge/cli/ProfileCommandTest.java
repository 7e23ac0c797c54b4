package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.record.Phase;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Status;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whole runs against the built-in server: what is sent, what is written, what is said. */
class ProfileCommandTest {
    private static final String[] SMALL = {
        "profile", "--mock", "--mock-ttft", "5ms", "--mock-itl", "1ms", "--concurrency", "4", "--request-count", "12",
        "--warmup-request-count", "3", "--num-prompts", "12", "--prefix-prompt-length", "40", "--isl", "10", "--osl",
                "8"
    };

    @TempDir
    private Path directory;

    private CommandRun profile(String... more) {
        List<String> args = new ArrayList<>(List.of(SMALL));
        args.addAll(List.of("--artifact-dir", directory.resolve("run").toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private Path file(String name) {
        return directory.resolve("run").resolve(name);
    }

    private JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file(name)));
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(file("records.jsonl")).records();
    }

    @Test
    void theFirstLineKnowsWhatEndedBeforeIt() {
        CommandRun run = CommandRun.profileMock(
                directory.resolve("run"),
                "--ui",
                "line",
                "--num-sessions",
                "1",
                "--session-turns-mean",
                "2",
                "--session-turn-delay-mean",
                "1500",
                "--isl",
                "5",
                "--osl",
                "2",
                "--num-prefix-prompts",
                "0");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()
                        .lines()
                        .filter(line -> line.startsWith("measure"))
                        .findFirst()
                        .orElseThrow())
                .contains("1 done, 0 in flight")
                .containsPattern("TTFT p50 [0-9]");
    }

    @Test
    void everyRequestIsRecordedWithTheTokensAskedFor() throws IOException {
        CommandRun run = profile();
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(records()).hasSize(15).allSatisfy(record -> {
            assertThat(record.status()).isEqualTo(Status.OK);
            assertThat(record.isl()).isEqualTo(50);
            assertThat(record.osl()).isEqualTo(8);
            assertThat(record.tokenTimes().count()).isEqualTo(8);
            assertThat(record.usage()).isNotNull();
            assertThat(record.sentNanos()).isLessThanOrEqualTo(record.firstByteNanos());
            assertThat(record.firstByteNanos())
                    .isLessThanOrEqualTo(record.tokenTimes().first());
            assertThat(record.tokenTimes().last()).isLessThanOrEqualTo(record.endNanos());
        });
        assertThat(records().stream().filter(record -> record.phase() == Phase.WARMUP))
                .hasSize(3);
        assertThat(records().stream().map(RequestRecord::request)).doesNotHaveDuplicates();
        assertThat(records().stream().map(RequestRecord::responseId)).doesNotHaveDuplicates();
    }

    @Test
    void countsInputsByTheChatTemplateWhenAsked() throws IOException {
        Path model = Files.createDirectory(directory.resolve("model"));
        Files.copy(
                Path.of("../bindings/src/test/resources/tokenizers/byte-level.json"), model.resolve("tokenizer.json"));
        String[] counting = {"--tokenizer", model.toString(), "--isl-counting", "chat-template"};
        CommandRun without = profile(counting);
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("no chat template").hasLineCount(1);

        Files.writeString(
                model.resolve("chat_template.jinja"),
                "{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}:");
        CommandRun run = profile(counting);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(records()).extracting(RequestRecord::isl).containsOnly(50);
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            assertThat(json("inputs.json").at("/data").valueStream()).allSatisfy(entry -> {
                String content = entry.at("/payload/0/messages/0/content").asString();
                assertThat(tokenizer.count("[user] " + content + "\n:")).isEqualTo(50);
            });
        }
        CommandRun completions = profile("--endpoint-type", "completions", "--isl-counting", "chat-template");
        assertThat(completions.exitCode()).isEqualTo(2);
        assertThat(completions.err()).contains("--isl-counting chat-template").contains("completions");
    }

    @Test
    void filesHaveGenaiPerfsNamesAndShapes() throws IOException {
        assertThat(profile("--profile-export-file", "small.json").exitCode()).isZero();
        JsonNode summary = json("small_genai_perf.json");
        assertThat(summary.at("/request_count/avg").asDouble()).isEqualTo(12);
        assertThat(summary.at("/output_sequence_length/avg").asDouble()).isEqualTo(8);
        assertThat(summary.at("/time_to_first_token/unit").asString()).isEqualTo("ms");
        assertThat(summary.at("/input_config/concurrency").asInt()).isEqualTo(4);
        assertThat(Files.readAllLines(file("small_genai_perf.csv")).getFirst()).startsWith("Metric,avg,min,max,p99");
        assertThat(json("inputs.json").at("/data").size()).isEqualTo(12);
        JsonNode export = json("small.json").at("/experiments/0");
        assertThat(export.at("/experiment/mode").asString()).isEqualTo("concurrency");
        assertThat(export.at("/requests").size()).isEqualTo(12);
        assertThat(export.at("/requests").valueStream())
                .allSatisfy(request ->
                        assertThat(request.at("/response_timestamps").size()).isEqualTo(8));
    }

    @Test
    void warmUpAndMeasuredRequestsShareNoPromptButTheirPrefix() throws IOException {
        assertThat(profile().exitCode()).isZero();
        List<String> prompts = json("inputs.json")
                .at("/data")
                .valueStream()
                .map(entry -> entry.at("/payload/0/messages/0/content").asString())
                .toList();
        assertThat(prompts).doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedSendsTheSameBodies() throws IOException {
        assertThat(profile("--random-seed", "223").exitCode()).isZero();
        byte[] first = Files.readAllBytes(file("inputs.json"));
        assertThat(profile("--random-seed", "223", "--overwrite").exitCode()).isZero();
        assertThat(Files.readAllBytes(file("inputs.json"))).isEqualTo(first);
        assertThat(profile("--random-seed", "224", "--overwrite").exitCode()).isZero();
        assertThat(Files.readAllBytes(file("inputs.json"))).isNotEqualTo(first);
    }

    @Test
    void reportGivesTheSameTableFromTheRecords() {
        CommandRun run = profile();
        CommandRun again = CommandRun.of("report", directory.resolve("run").toString());
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(tableRows(again.out())).isNotEmpty().isEqualTo(tableRows(run.out()));
    }

    private static List<String> tableRows(String out) {
        return out.lines().filter(line -> line.startsWith("|")).toList();
    }

    @Test
    void earlierResultsAreMovedAsideAndSaidSo() throws IOException {
        assertThat(profile().exitCode()).isZero();
        byte[] first = Files.readAllBytes(file("records.jsonl"));
        CommandRun second = profile();
        assertThat(second.err()).contains("run.1");
        assertThat(Files.readAllBytes(directory.resolve("run.1/records.jsonl"))).isEqualTo(first);
        assertThat(records()).hasSize(15);
    }

    @Test
    void withoutStreamingThereAreNoTokenTimes() throws IOException {
        CommandRun run = profile("--no-streaming");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).doesNotContain("Time To First Token").contains("Request Latency");
        assertThat(Files.readString(file("inputs.json"))).doesNotContain("\"stream\"");
        assertThat(records()).allSatisfy(record -> assertThat(record.osl()).isEqualTo(8));
    }

    @Test
    void bodiesCarryOnlyWhatTheStrictestServerAccepts() throws IOException {
        assertThat(profile().exitCode()).isZero();
        assertThat(json("inputs.json").at("/data/0/payload/0").propertyNames())
                .containsExactly("model", "messages", "stream", "stream_options", "max_tokens");
        assertThat(profile(
                                "--ignore-eos",
                                "--min-tokens",
                                "8",
                                "--extra-inputs",
                                "temperature:0.5",
                                "--prefix-role",
                                "system",
                                "--overwrite")
                        .exitCode())
                .isZero();
        JsonNode body = json("inputs.json").at("/data/0/payload/0");
        assertThat(body.propertyNames())
                .containsExactlyInAnyOrder(
                        "model",
                        "messages",
                        "stream",
                        "stream_options",
                        "max_tokens",
                        "min_tokens",
                        "ignore_eos",
                        "temperature");
        assertThat(body.at("/messages")
                        .valueStream()
                        .map(message -> message.at("/role").asString()))
                .containsExactly("system", "user");
    }

    @Test
    void noSecretReachesAnArtifactOrTheScreen() throws IOException {
        CommandRun run =
                profile("-H", "Authorization: Bearer sk-verysecret", "-H", "X-Key: sk-verysecret", "--verbose");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("sk-verysecret");
        try (Stream<Path> files = Files.list(directory.resolve("run"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("sk-verysecret");
            }
        }
    }
}
