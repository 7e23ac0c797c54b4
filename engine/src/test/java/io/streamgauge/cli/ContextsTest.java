package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A system message that all share, and a message of each user's own. */
class ContextsTest {
    private static final int SYSTEM = 40;
    private static final int USER = 25;
    private static final int TURN = 6;

    @TempDir
    private Path directory;

    private List<String> bodies(String flags) throws IOException {
        return bodies(("--concurrency 1 --isl " + TURN + " --shared-system-prompt-length " + SYSTEM
                        + " --user-context-prompt-length " + USER + " " + flags)
                .split(" "));
    }

    private List<String> bodies(String... flags) throws IOException {
        try (ScriptedServer server = ScriptedServer.always(ScriptedServer.Answer.stream(
                "{\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}",
                "[DONE]"))) {
            CommandRun run = CommandRun.profile(server.url(), directory.resolve("run"), flags);
            assertThat(run.exitCode()).as(run.err()).isZero();
            return server.bodies();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--request-count 6", "--num-sessions 4 --session-turns-mean 2"})
    void allShareTheSystemMessageAndNobodyTheContext(String flags) throws IOException {
        Set<String> systems = new HashSet<>();
        Set<String> contexts = new HashSet<>();
        List<String> bodies = bodies(flags);
        try (Tokenizer tokenizer =
                TokenizerHub.fromEnvironment(Map.of("HF_HUB_OFFLINE", "1")).load("builtin", "main")) {
            for (String body : bodies) {
                JsonNode messages = JsonMapper.shared().readTree(body).path("messages");
                assertThat(messages.path(0).path("role").stringValue()).isEqualTo("system");
                assertThat(messages.path(1).path("role").stringValue()).isEqualTo("user");
                assertThat(messages.path(2).path("role").stringValue()).isEqualTo("user");
                String system = messages.path(0).path("content").stringValue();
                String context = messages.path(1).path("content").stringValue();
                systems.add(system);
                contexts.add(context);
                assertThat(tokenizer.count(system)).isEqualTo(SYSTEM);
                assertThat(tokenizer.count(context)).isEqualTo(USER);
                String last = messages.path(messages.size() - 1).path("content").stringValue();
                assertThat(tokenizer.count(last)).isEqualTo(TURN);
            }
        }
        assertThat(systems).hasSize(1);
        assertThat(contexts).hasSize(flags.contains("sessions") ? 4 : 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--request-count 3 --warmup-request-count 2", "--num-sessions 3 --session-turns-mean 3"})
    void inputLengthsAreOfAllThatIsSaidAsOneText(String flags) throws IOException {
        List<Integer> counted = new ArrayList<>();
        try (Tokenizer tokenizer =
                TokenizerHub.fromEnvironment(Map.of("HF_HUB_OFFLINE", "1")).load("builtin", "main")) {
            for (String body : bodies(flags)) {
                String text = String.join(
                        " ",
                        JsonMapper.shared()
                                .readTree(body)
                                .path("messages")
                                .valueStream()
                                .map(message -> message.path("content").stringValue())
                                .toList());
                counted.add(Math.toIntExact(tokenizer.count(text)));
            }
        }
        assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::isl))
                .containsExactlyElementsOf(counted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--request-count 3", "--num-sessions 2 --session-turns-mean 2"})
    void theSystemMessageIsWhatWasGivenToTheLetter(String flags) throws IOException {
        String said = "  Answer in \"one\" line,\nas \u017bo\u0142na would:";
        Path file = Files.writeString(directory.resolve("system.txt"), said);
        List<String> inTurn = Stream.concat(
                        Stream.of("--isl", "" + TURN, "--concurrency", "1", "--system-prompt-file", file.toString()),
                        Stream.of(flags.split(" ")))
                .toList();
        List<Integer> counted = new ArrayList<>();
        try (Tokenizer tokenizer =
                TokenizerHub.fromEnvironment(Map.of("HF_HUB_OFFLINE", "1")).load("builtin", "main")) {
            for (String body : bodies(inTurn.toArray(String[]::new))) {
                JsonNode messages = JsonMapper.shared().readTree(body).path("messages");
                assertThat(messages.path(0).path("role").stringValue()).isEqualTo("system");
                assertThat(messages.path(0).path("content").stringValue()).isEqualTo(said);
                String last = messages.path(messages.size() - 1).path("content").stringValue();
                assertThat(tokenizer.count(last)).isEqualTo(TURN);
                counted.add(Math.toIntExact(tokenizer.count(String.join(
                        " ",
                        messages.valueStream()
                                .map(message -> message.path("content").stringValue())
                                .toList()))));
            }
        }
        assertThat(CommandRun.records(directory.resolve("run")).stream().map(RequestRecord::isl))
                .containsExactlyElementsOf(counted);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --shared-system-prompt-length 9, give one of them
            --system-prompt-file none.txt,   --system-prompt-file none.txt: cannot be read
            --num-prefix-prompts 2,          give one of the two
            --endpoint-type completions,     has no messages
            --redact-prompts,                give it by --system-prompt-file
            """)
    void aSystemMessageThatCannotBeIsRefused(String flags, String words) {
        List<String> all = new ArrayList<>(List.of("--system-prompt", "Briefly."));
        all.addAll(List.of(flags.split(" ")));
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory.resolve("run"), all.toArray(String[]::new));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--num-prefix-prompts 2",
                "--prefix-prompt-length 7",
                "--endpoint-type completions",
                "--user-context-prompt-length 0",
            })
    void whatCannotBeIsRefusedInOneLine(String flags) {
        String context = flags.contains("context") ? "" : "--user-context-prompt-length 9 ";
        CommandRun run = CommandRun.profile("127.0.0.1:1", directory.resolve("run"), (context + flags).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("--user-context-prompt-length");
    }
}
