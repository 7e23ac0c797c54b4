package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The built-in vocabulary against jtokkit, which reads the same file by other code. */
class TokensCommandTest {
    private static final Encoding ORACLE =
            Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
    private static final List<String> TEXTS = List.of(
            "Hello world", "", "größer als 模型 🙂", "tabs\tand\nlines\r\n", "a".repeat(300), "\"quoted\" \\ back");

    @TempDir
    private Path directory;

    private Path jsonl() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            String text = JsonMapper.shared().writeValueAsString(TEXTS.get(i % TEXTS.size()));
            lines.append(i % 2 == 0 ? text : "{\"text\": " + text + "}").append('\n');
        }
        return Files.writeString(directory.resolve("in.jsonl"), lines);
    }

    @Test
    void countsEachLineInOrderOnAnyNumberOfThreads() throws IOException {
        for (String threads : List.of("1", "3")) {
            CommandRun run =
                    CommandRun.of("tokens", "count", "--jsonl", jsonl().toString(), "--threads", threads, "--stats");
            assertThat(run.exitCode()).as(run.err()).isZero();
            List<String> lines = run.out().lines().toList();
            assertThat(lines).hasSize(10_000);
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i)).isEqualTo("" + ORACLE.countTokensOrdinary(TEXTS.get(i % TEXTS.size())));
            }
            JsonNode stats = JsonMapper.shared().readTree(run.err());
            assertThat(stats.propertyNames()).contains("mb_per_s", "tokens", "seconds", "engine");
            assertThat(stats.path("tokens").asLong())
                    .isEqualTo(lines.stream().mapToLong(Long::parseLong).sum());
        }
    }

    @Test
    void decodesWhatItEncoded() throws IOException {
        CommandRun encoded = CommandRun.of("tokens", "encode", "--jsonl", jsonl().toString());
        Path ids = Files.writeString(directory.resolve("ids.jsonl"), encoded.out());
        CommandRun decoded = CommandRun.of("tokens", "decode", "--jsonl", ids.toString());
        List<String> lines = decoded.out().lines().toList();
        assertThat(lines).hasSize(10_000);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(JsonMapper.shared().readValue(lines.get(i), String.class))
                    .isEqualTo(TEXTS.get(i));
        }
    }

    @Test
    void takesAWholeFileAsOneText() throws IOException {
        Path file = Files.writeString(directory.resolve("text"), TEXTS.get(2));
        assertThat(CommandRun.of("tokens", "count", file.toString()).out().strip())
                .isEqualTo("" + ORACLE.countTokensOrdinary(TEXTS.get(2)));
    }

    @Test
    void readsAPipeToItsEnd() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        String expected = "" + ORACLE.countTokensOrdinary(TEXTS.get(4));
        for (boolean lines : new boolean[] {false, true}) {
            String given = lines ? JsonMapper.shared().writeValueAsString(TEXTS.get(4)) : TEXTS.get(4);
            var writer = new FutureTask<>(() -> Files.writeString(pipe, given));
            Thread.ofVirtual().start(writer);
            CommandRun run = lines
                    ? CommandRun.of("tokens", "count", "--jsonl", pipe.toString())
                    : CommandRun.of("tokens", "count", pipe.toString());
            assertThat(run.out().strip()).as(run.err()).isEqualTo(expected);
            writer.get();
        }
    }

    @Test
    void refusesWhatIsNoFile() {
        for (Path path : List.of(directory, directory.resolve("absent"))) {
            CommandRun run = CommandRun.of("tokens", "count", path.toString());
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("no such file");
        }
    }

    @Test
    void saysWhichLineIsWrong() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.jsonl"), "\"fine\"\n{\"txt\": 1}\n");
        CommandRun run = CommandRun.of("tokens", "count", "--jsonl", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("bad.jsonl line 2").contains("expected a string");
    }

    @Test
    void passesOverBlankLinesAndCountsThemInMessages() throws IOException {
        Path file = Files.writeString(directory.resolve("blank.jsonl"), "\"a\"\n\n  \n{\"text\": \"b\"}\n\n3\n");
        CommandRun run = CommandRun.of("tokens", "count", "--jsonl", file.toString());
        assertThat(run.err()).contains("blank.jsonl line 6");
        Files.writeString(file, "\"a\"\n\n  \n{\"text\": \"b\"}\n\n");
        assertThat(CommandRun.of("tokens", "count", "--jsonl", file.toString())
                        .out()
                        .lines())
                .containsExactly("1", "1");
    }

    @Test
    void readsBytesThatAreNoUtf8AsAnyReaderWould() throws IOException {
        Path file = Files.write(directory.resolve("latin1"), new byte[] {'a', (byte) 0xe9, ' ', 'b'});
        assertThat(CommandRun.of("tokens", "count", file.toString()).out().strip())
                .isEqualTo("" + ORACLE.countTokensOrdinary("a\ufffd b"));
    }

    @Test
    void anEmptyInputHasNoTokens() throws IOException {
        String file = Files.writeString(directory.resolve("empty"), "").toString();
        assertThat(CommandRun.of("tokens", "count", file).out().strip()).isEqualTo("0");
        assertThat(CommandRun.of("tokens", "encode", file).out().strip()).isEqualTo("[]");
        assertThat(CommandRun.of("tokens", "decode", file).out()).isEmpty();
        CommandRun lines = CommandRun.of("tokens", "count", "--jsonl", file, "--stats");
        assertThat(lines.out()).isEmpty();
        assertThat(JsonMapper.shared().readTree(lines.err()).path("mb_per_s").asDouble(-1))
                .isZero();
    }

    @Test
    void refusesIdsThatCannotBe() throws IOException {
        Path file = Files.writeString(directory.resolve("ids.jsonl"), "[1, 2]\n[-1]\n");
        CommandRun run = CommandRun.of("tokens", "decode", "--jsonl", file.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("ids.jsonl line 2").contains("a list of token ids");
    }
}
