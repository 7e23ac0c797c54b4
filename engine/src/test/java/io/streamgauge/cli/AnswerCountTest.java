package io.streamgauge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamgauge.cli.ScriptedServer.Answer;
import io.streamgauge.hub.TokenizerHub;
import io.streamgauge.record.RecordReader;
import io.streamgauge.record.RequestRecord;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a server cuts its answer into events, the output tokens are those of the whole text. */
class AnswerCountTest {
    private static final String FINISH = "{\"id\":\"c\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";

    @TempDir
    private Path directory;

    private static String event(String field, String escaped) {
        return "{\"id\":\"c\",\"choices\":[{\"delta\":{\"" + field + "\":\"" + escaped + "\"}}]}";
    }

    private static String[] answer(String... escaped) {
        return Stream.concat(Stream.of(escaped).map(text -> event("content", text)), Stream.of(FINISH))
                .toArray(String[]::new);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("a word in halves", "Unbelievable tokens", answer("Unbel", "iev", "able", " tok", "ens")),
                Arguments.of("many tokens at once", "one two three four five", answer("one two three", " four five")),
                Arguments.of("a character in halves", "a \ud83d\ude00 b", answer("a ", "\\ud83d", "\\ude00", " b")),
                Arguments.of("a half that stays one", "a \ufffd b", answer("a ", "\\ud83d", " b")),
                Arguments.of("escapes", "\"q\" \\ \n\t\u00e9", answer("\\\"q\\\"", " \\\\ \\n", "\\t\\u00e9")),
                Arguments.of("empty events between", "a b", answer("", "a", "", "", " b", "")),
                Arguments.of("a special token as text", "x<|endoftext|>", answer("x<|endo", "ftext|>")),
                Arguments.of("reasoning, then an answer", "Let me think. Four.", new String[] {
                    event("reasoning_content", "Let me"),
                    event("reasoning_content", " think."),
                    event("content", " Four"),
                    event("content", "."),
                    FINISH
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void outputTokensAreThoseOfTheWholeText(String name, String text, String[] events) throws IOException {
        assertThat(profile(Answer.stream(events)).exitCode()).isZero();
        try (Tokenizer tokenizer =
                TokenizerHub.fromEnvironment(Map.of("HF_HUB_OFFLINE", "1")).load("builtin", "main")) {
            assertThat(records())
                    .as(name)
                    .extracting(RequestRecord::osl)
                    .containsOnly(Math.toIntExact(tokenizer.count(text)));
        }
    }

    @Test
    void aServerThatCountsTheEndTokenIsExplainedInOneLine() throws IOException {
        String usage = "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":4}}";
        String[] events = Stream.concat(Stream.of(answer(" one", " two", " three")), Stream.of(usage))
                .toArray(String[]::new);
        CommandRun run = profile(Answer.stream(events));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.contains("the end token")))
                .singleElement()
                .asString()
                .contains("12 by the tokenizer", "16 by the server's usage");
    }

    private CommandRun profile(Answer answer) throws IOException {
        try (ScriptedServer server = ScriptedServer.always(answer)) {
            return CommandRun.of(Stream.of(
                            List.of("profile", "-m", "m", "--tokenizer", "builtin", "--url", server.url()),
                            List.of("--streaming", "--request-count", "4", "--concurrency", "2", "--isl", "5"),
                            List.of("--overwrite", "--artifact-dir", directory.toString()))
                    .flatMap(List::stream)
                    .toArray(String[]::new));
        }
    }

    private List<RequestRecord> records() throws IOException {
        return RecordReader.read(directory.resolve("records.jsonl")).records();
    }
}
