package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be done is said in one line each, with exit code 2, before anything is sent. */
class BadInputTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("--nonsense", List.of("--nonsense")),
                Arguments.of("--concurency", List.of("--concurency", "4")),
                Arguments.of("--concurrency", List.of("--concurrency", "many")),
                Arguments.of("--concurrency 0", List.of("--concurrency", "0")),
                Arguments.of("--request-count -3", List.of("--request-count", "-3")),
                Arguments.of("--url-strategy 'random'", List.of("--url-strategy", "random")),
                Arguments.of("--prompt-corpus 'poems'", List.of("--prompt-corpus", "poems")),
                Arguments.of("--random-corpus-style 'sglang'", List.of("--random-corpus-style", "sglang")),
                Arguments.of("--failed-request-threshold 10", List.of("--failed-request-threshold", "10")),
                Arguments.of(
                        "--failed-request-threshold and --max-error-rate",
                        List.of("--failed-request-threshold", "0.1", "--max-error-rate", "10")),
                Arguments.of(
                        "--request-distribution 'concurrency_burst'",
                        List.of("--request-rate", "5", "--arrival-pattern", "concurrency_burst")),
                Arguments.of(
                        "--request-distribution means nothing",
                        List.of(
                                "--user-centric-rate",
                                "5",
                                "--num-users",
                                "2",
                                "--arrival-pattern",
                                "concurrency_burst")),
                Arguments.of("--server-metrics-formats 'arrow'", List.of("--server-metrics-formats", "arrow")),
                Arguments.of(
                        "--request-content-type 'multipart/form-data'",
                        List.of("--request-content-type", "multipart/form-data")),
                Arguments.of("--warmup-request-count -1", List.of("--warmup-request-count", "-1")),
                Arguments.of("--output-tokens-stddev", List.of("--output-tokens-stddev", "5")),
                Arguments.of("--endpoint-type", List.of("--endpoint-type", "telepathy")),
                Arguments.of("--service-kind", List.of("--service-kind", "dynamic_grpc")),
                Arguments.of("--model-selection-strategy", List.of("--model-selection-strategy", "best")),
                Arguments.of("--prefix-role", List.of("--prefix-role", "king")),
                Arguments.of("--profile-export-file", List.of("--profile-export-file", "a/b.json")),
                Arguments.of("--header", List.of("-H", "no colon")),
                Arguments.of("--extra-inputs", List.of("--extra-inputs", "{broken")),
                Arguments.of("--goodput", List.of("--goodput", "time_to_first_tken:5")),
                Arguments.of("--export-level", List.of("--export-level", "everything")),
                Arguments.of("--ui", List.of("--ui", "hologram")),
                Arguments.of("--slice-duration", List.of("--slice-duration", "0s")),
                Arguments.of(
                        "--max-errors: given more than once",
                        List.of("--max-errors", "3", "--max-error-rate", "2", "--max-errors=4")),
                Arguments.of(
                        "--max-errors: given more than once",
                        List.of("--concurrency", "1,2", "--max-errors", "3", "--max-errors=4")),
                Arguments.of("--request-timeout", List.of("--request-timeout", "soon")),
                Arguments.of("--url", List.of("--url", "ftp://host")),
                Arguments.of("no/such/tokenizer.json", List.of("--tokenizer", "./no/such/tokenizer.json")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void isOneLineThatNamesIt(String named, List<String> options) {
        CommandRun run = profile(options.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err().strip())
                .startsWith("streamgauge: ")
                .contains(named)
                .doesNotContain("\n");
    }

    private CommandRun profile(String... options) {
        List<String> args = new ArrayList<>(List.of(
                "profile",
                "-m",
                "m",
                "--no-preflight",
                "--artifact-dir",
                directory.resolve("out").toString()));
        if (!List.of(options).contains("--tokenizer")) {
            args.addAll(List.of("--tokenizer", "builtin"));
        }
        if (!List.of(options).contains("--url")) {
            args.addAll(List.of("--url", "127.0.0.1:1"));
        }
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void aMistypedOptionIsAnsweredWithTheNearest() {
        assertThat(profile("--concurency", "4").err()).contains("did you mean --concurrency?");
        assertThat(profile("--request-cuont=4").err()).contains("did you mean --request-count?");
        assertThat(CommandRun.of("porfile").err()).contains("did you mean profile?");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        CommandRun run = profile("--concurrency", "0", "--prefix-role", "king", "-H", "x");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("streamgauge: --"));
    }

    @Test
    void aMissingModelIsAsked() {
        CommandRun run = CommandRun.of("profile", "--tokenizer", "builtin");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--model");
    }

    @Test
    void aFileThatIsNoTokenizerIsSaidSo() throws IOException {
        Path file = Files.writeString(directory.resolve("tokenizer.json"), "{\"not\": \"one\"}");
        CommandRun run = profile("--tokenizer", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip())
                .startsWith("streamgauge: ")
                .contains("tokenizer.json", "give ")
                .doesNotContain("\n");
    }

    @Test
    void resultsOfAnEarlierRunStayWhereNoOtherBegins() throws IOException {
        Path earlier = Files.writeString(
                Files.createDirectories(directory.resolve("out")).resolve("records.jsonl"), "");
        Path file = Files.writeString(directory.resolve("tokenizer.json"), "{\"not\": \"one\"}");
        assertThat(profile("--tokenizer", file.toString()).exitCode()).isEqualTo(2);
        assertThat(earlier).exists();
        Path lines = Files.writeString(directory.resolve("lines.jsonl"), "[broken");
        assertThat(profile("--input-file", lines.toString()).exitCode()).isEqualTo(2);
        assertThat(earlier).exists();
    }

    @Test
    void anArtifactDirectoryThatIsAFileIsSaidSo() throws IOException {
        Files.writeString(directory.resolve("out"), "");
        CommandRun run = profile();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().strip()).contains("--artifact-dir").doesNotContain("\n");
    }

    @Test
    void helpGroupsTheOptionsAndExitsZero() {
        CommandRun run = CommandRun.of("profile", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("What is benchmarked", "What is asked", "How much load", "Exit codes");
        assertThat(CommandRun.of("generate-completion").out()).contains("complete");
    }
}
