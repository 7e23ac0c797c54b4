package io.streamgauge.dataset;

import static io.streamgauge.dataset.ReadDataset.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of requests that other systems recorded. */
class RecordedFormatsTest {
    private static final Tokenizer TOKENIZER = ByteLevel.TOKENIZER;

    @TempDir
    private Path directory;

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(RecordedFormatsTest.class.getResource(name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int tokens(String text) {
        return Math.toIntExact(TOKENIZER.count(text));
    }

    private static int sharedCharacters(Entry one, Entry other) {
        var a = one.prompt().text();
        var b = other.prompt().text();
        int i = 0;
        while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }

    @Test
    void bailianHasSecondsAndBlocksOfSixteenTokens() {
        var entries = read(resource("bailian.jsonl"));

        assertThat(entries)
                .extracting(Entry::atNanos)
                .containsExactly(61_114_000_000L, 61_500_000_000L, 92_250_000_000L);
        assertThat(entries).extracting(entry -> entry.prompt().tokens()).containsExactly(48, 37, 75);
        assertThat(entries).allSatisfy(entry -> {
            assertThat(tokens(entry.prompt().text())).isEqualTo(entry.prompt().tokens());
            assertThat(entry.session()).isNull();
        });
        assertThat(entries).extracting(entry -> entry.prompt().outputTokens()).containsExactly(132, 12, 80);
        var text = entries.getFirst().prompt().text();
        int twoBlocks = text.length() - sharedCharacters(entries.get(0), entries.get(1));
        assertThat(tokens(text.substring(text.length() - twoBlocks))).isBetween(14, 18);
        assertThat(sharedCharacters(entries.get(0), entries.get(2)))
                .isGreaterThan(sharedCharacters(entries.get(0), entries.get(1)));
    }

    @Test
    void basetenSendsThePromptThatWasSent() {
        var entries = read(resource("baseten.jsonl"));

        assertThat(entries).extracting(Entry::atNanos).containsExactly(0L, 1_250_000_000L);
        assertThat(entries.get(0).prompt())
                .isEqualTo(new Prompt(null, "List the moons of Mars.", tokens("List the moons of Mars."), 20));
        assertThat(entries.get(1).prompt().outputTokens()).isEqualTo(Prompt.OUTPUT_UNSET);
    }

    @Test
    void sagemakerSendsTheMessagesThatWereCaptured() {
        var entries = read(resource("sagemaker.jsonl"));

        assertThat(entries).extracting(Entry::atNanos).containsExactly(0L, 2_500_000_000L);
        assertThat(entries).extracting(entry -> entry.prompt().outputTokens()).containsExactly(9, 33);
        assertThat(entries.get(0).prompt().tokens()).isEqualTo(tokens("Be brief. Why is it blue by day?"));
        assertThat(entries.get(0).prompt().fields()).isNull();
        assertThat(entries.get(1).prompt().content())
                .isEqualTo(new Content.Messages("[{\"role\":\"user\",\"content\":\"Is the sky blue at night?\"}]"));
        assertThat(entries.get(1).prompt().fields()).contains("\"tools\":[{", "\"look\"");
    }

    @Test
    void momentsAreThoseOfTheRequests() {
        for (var name : List.of("bailian.jsonl", "baseten.jsonl", "sagemaker.jsonl")) {
            var file = resource(name);
            assertThat(Dataset.tellsMoments(file, null)).as(name).isTrue();
            assertThat(Dataset.moments(file, null, 0))
                    .as(name)
                    .containsExactly(
                            read(file).stream().mapToLong(Entry::atNanos).toArray());
        }
        assertThat(Dataset.tellsMoments(resource("trace.jsonl"), null)).isFalse();
    }

    @Test
    void aDagWithoutBranchesIsSessions() {
        var file = resource("dag.jsonl");
        assertThat(Dataset.holdsSessions(file, null, true)).isTrue();
        try (var index = SessionIndex.open(file, TOKENIZER, 1, DatasetOptions.standard())) {
            assertThat(index.sessions()).isEqualTo(2);
            var turns = index.read(0);
            assertThat(turns).hasSize(2);
            assertThat(turns.get(0).entry().prompt().outputTokens()).isEqualTo(4);
            assertThat(turns.get(1).entry().delayNanos()).isEqualTo(2_000_000);
            assertThat(turns.get(1).entry().prompt().fields()).isEqualTo("{\"model\":\"small\",\"temperature\":0.5}");
            assertThat(index.id(1)).isEqualTo("check");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"chat_id\":1,\"parent_chat_id\":-1,\"input_length\":5,\"timestamp\":\"x\"} | expected seconds",
                "{\"chat_id\":1,\"parent_chat_id\":-1,\"input_length\":99,\"timestamp\":1,\"hash_ids\":[1]} | do not fit 99",
                "{\"timestamp_start_unix_ms\":1.5,\"prompt\":\"a\"} | expected milliseconds since 1970",
                "{\"timestamp_start_unix_ms\":1} | expected \"prompt\"",
                "{\"captureData\":{\"endpointInput\":{\"data\":\"!\"}},\"eventMetadata\":{}} | is not base64",
                "{\"captureData\":{\"endpointInput\":{\"data\":\"a\",\"encoding\":\"CSV\"}},\"eventMetadata\":{}} | expected JSON or BASE64",
                "{\"captureData\":{\"endpointInput\":{\"data\":\"{}\",\"encoding\":\"JSON\"}},\"eventMetadata\":{}} | expected \"messages\"",
                "{\"captureData\":{\"endpointInput\":{\"data\":\"{\\\"messages\\\":[]}\",\"encoding\":\"JSON\"}},\"eventMetadata\":{\"inferenceTime\":\"now\"}} | expected a time",
            })
    void tellsWhereARecordingMakesNoSense(String line, String because) throws IOException {
        var file = Files.writeString(directory.resolve("x.jsonl"), line + "\n");

        assertThatThrownBy(() -> read(file)).hasMessageContainingAll("x.jsonl:1: ", because);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"session_id\":\"a\",\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"forks\":[\"b\"]}]} | \"b\" is begun and stands in no line",
                "{\"session_id\":\"a\",\"turns\":[{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"spawns\":[\"b\"]}]} | \"b\" is begun and stands in no line",
                "{\"session_id\":\"a\",\"orchestrator\":true,\"turns\":[]} | \"orchestrator\"",
                "{\"session_id\":\"a\",\"context_mode\":\"message_array_with_responses\",\"turns\":[{\"text\":\"a\"}]} | give --input-format dag",
            })
    void aDagThatMakesNoSenseIsRefused(String line, String because) throws IOException {
        var file = Files.writeString(directory.resolve("x.jsonl"), line + "\n");

        assertThatThrownBy(() -> SessionIndex.open(file, TOKENIZER, 1, DatasetOptions.standard()))
                .hasMessageContainingAll("x.jsonl:1: ", because);
    }
}
