package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.prompt.Content;
import io.streamgauge.prompt.Prompt;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
    private static final Tokenizer TOKENIZER = ByteLevel.TOKENIZER;

    @TempDir
    private Path directory;

    @Test
    void readsJsonLines() {
        var entries = read("prompts.jsonl");

        assertThat(entries).hasSize(6);
        assertThat(prompt(entries, 0))
                .isEqualTo(new Prompt(null, "Name three rivers.", tokens("Name three rivers."), 40));
        assertThat(prompt(entries, 1).text()).isEqualTo("Name a lake.");
        assertThat(prompt(entries, 2).content()).isEqualTo(new Content.Texts(List.of("First text.", "Second text.")));
        assertThat(prompt(entries, 2).tokens()).isEqualTo(tokens("First text. Second text."));
        assertThat(prompt(entries, 3).content())
                .isEqualTo(new Content.Messages("[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Why?\"}]"));
        assertThat(prompt(entries, 3).tokens()).isEqualTo(tokens("Be brief. Why?"));
        assertThat(prompt(entries, 3).fields()).isEqualTo("{\"temperature\":0.5}");
        assertThat(prompt(entries, 4).content())
                .isEqualTo(new Content.Media(List.of("data:image/png;base64,bm90IHJlYWxseSBhIHBpY3R1cmU="), List.of()));
        assertThat(prompt(entries, 5).content())
                .isEqualTo(new Content.Media(
                        List.of("https://pictures.example/a.jpg", "data:image/png;base64,AA=="), List.of()));
        assertThat(prompt(entries, 5).tokens()).isZero();
    }

    @Test
    void tracesBlocksBecomeSharedText() {
        var entries = read("trace.jsonl");

        for (int i : new int[] {0, 1, 2, 4}) {
            int length = new int[] {1100, 1030, 1024, 0, 77}[i];
            assertThat(prompt(entries, i).tokens()).isEqualTo(length);
            assertThat(tokens(prompt(entries, i).text())).isEqualTo(length);
        }
        assertThat(sharedTokens(prompt(entries, 0), prompt(entries, 1))).isBetween(1023, 1029);
        assertThat(sharedTokens(prompt(entries, 0), prompt(entries, 2))).isBetween(511, 520);
        assertThat(entries)
                .extracting(Entry::atNanos)
                .containsExactly(0L, 350_000_000L, 350_000_000L, 900_000_000L, 1_500_000_000L);
        assertThat(prompt(entries, 0).outputTokens()).isEqualTo(52);
        assertThat(entries.get(3).session()).isEqualTo("s1");
        assertThat(entries.get(3).delayNanos()).isEqualTo(30_000_000);
        assertThat(prompt(entries, 3).fields()).isEqualTo("{\"priority\":2}");
        assertThat(prompt(entries, 4).outputTokens()).isEqualTo(Prompt.OUTPUT_UNSET);
    }

    @Test
    void sameSeedGivesTheSameTraceAgain() {
        assertThat(read("trace.jsonl")).isEqualTo(read("trace.jsonl"));
        assertThat(read("burstgpt.csv")).isEqualTo(read("burstgpt.csv"));
    }

    @Test
    void asksTheFirstQuestionOfEachConversation() {
        var entries = read("sharegpt.json");

        assertThat(entries)
                .extracting(entry -> entry.prompt().text())
                .containsExactly("How do kites fly?", "Say hello.");
        assertThat(prompt(entries, 0).outputTokens()).isEqualTo(tokens("The wind lifts them."));
        assertThat(prompt(entries, 1).outputTokens()).isEqualTo(Prompt.OUTPUT_UNSET);
    }

    @Test
    void keepsWholeBodiesOfABatch() {
        var entries = read("batch.jsonl");

        assertThat(prompt(entries, 0).outputTokens()).isEqualTo(12);
        assertThat(prompt(entries, 0).tokens()).isEqualTo(tokens("Hello there."));
        assertThat(prompt(entries, 1).content())
                .isEqualTo(new Content.Body("{\"model\":\"m\",\"prompt\":\"Once upon a time\"}"));
        assertThat(prompt(entries, 1).tokens()).isEqualTo(tokens("Once upon a time"));
    }

    @Test
    void readsGenAiPerfsInputsBack() {
        var entries = read("inputs.json");

        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst().atNanos()).isEqualTo(350_000_000);
        assertThat(entries.getFirst().delayNanos()).isEqualTo(30_000_000);
        assertThat(entries.getFirst().session()).isEqualTo("s-1");
        assertThat(prompt(entries, 0).outputTokens()).isEqualTo(50);
        assertThat(prompt(entries, 1).tokens()).isEqualTo(tokens("Two."));
    }

    @Test
    void readsTracesThatSayOnlyWhenAndHowLong() {
        var burst = read("burstgpt.csv");
        assertThat(burst).extracting(Entry::atNanos).containsExactly(0L, 40_500_000_000L, 113_000_000_000L);
        assertThat(burst).extracting(entry -> entry.prompt().tokens()).containsExactly(472, 120, 3);
        assertThat(burst)
                .extracting(entry -> entry.prompt().outputTokens())
                .containsExactly(18, 230, Prompt.OUTPUT_UNSET);

        var azure = read("azure.csv");
        assertThat(azure).extracting(Entry::atNanos).containsExactly(0L, 4_314_579_000L, 4_541_877_000L);
        assertThat(azure)
                .allSatisfy(entry -> assertThat(tokens(entry.prompt().text()))
                        .isEqualTo(entry.prompt().tokens()));
    }

    @Test
    void readsPlainLines() {
        assertThat(read("prompts.txt"))
                .extracting(entry -> entry.prompt().text())
                .containsExactly("First prompt.", "Second prompt, indented.", "Third prompt");
    }

    @Test
    void pairsQueriesWithPassages() {
        var entries = read("rankings");

        assertThat(entries).hasSize(2);
        assertThat(prompt(entries, 1).content())
                .isEqualTo(new Content.Ranking("Which one purrs?", List.of("Cats purr.", "Cows moo.", "Owls hoot.")));
        assertThat(prompt(entries, 1).tokens()).isEqualTo(tokens("Which one purrs? Cats purr. Cows moo. Owls hoot."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a.jsonl | {\"text\":\"ok\"}%n{\"text\":        | :2: not JSON",
                "a.jsonl | {\"text\":\"ok\"}%n%n[1]            | :3: expected a JSON object, not [1]",
                "a.jsonl | {\"txt\":\"typo\"}                  | :1: expected \"text\", \"text_input\"",
                "a.jsonl | {\"text\":\"a\",\"text_input\":\"b\"} | :1: both \"text\" and \"text_input\"",
                "a.jsonl | {\"text\":7}                        | :1: \"text\" is 7; expected text",
                "a.jsonl | {\"text\":\"a\",\"output_length\":0} | :1: \"output_length\" is 0; expected a whole number",
                "a.jsonl | {\"image\":\"nowhere.png\"}         | :1: cannot read image 'nowhere.png'",
                "a.jsonl | {\"input_length\":600,\"hash_ids\":[1]} | :1: 1 blocks of 512 tokens do not fit 600",
                "a.jsonl | {\"text\":\"far too long, and then some\"} | the model's limit is 5",
                "a.csv   | Timestamp,Request tokens,Response tokens%n1,x,2 | :2: 'x' is no number",
                "a.csv   | Timestamp,Tokens%n1,2               | no column \"Request tokens\"",
                "a.csv   | TIMESTAMP,ContextTokens,GeneratedTokens%ntoday,2,3 | :2: 'today' is no time",
                "a.json  | [{\"conversations\":[]},{\"x\":1}]  | expected an object with an array \"conversations\"",
                "a.json  | [{\"conversations\":[]},            | line 1: not JSON",
            })
    void saysWhereAndWhatIsWrong(String name, String content, String message) throws IOException {
        var file = Files.writeString(directory.resolve(name), String.format(content));
        var options =
                new DatasetOptions(null, Invalid.FAIL, message.contains("limit") ? 5 : 0, 512, FileOrder.SEQUENTIAL);

        assertThatThrownBy(() -> readAll(file, options))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void countsBadRowsInsteadWhenAskedTo() throws IOException {
        var file = Files.writeString(
                directory.resolve("a.jsonl"), "{\"text\":\"a\"}\nnonsense\n{\"x\":1}\n{\"text\":\"b\"}\n");
        try (var dataset = Dataset.open(
                file, TOKENIZER, 1, new DatasetOptions(null, Invalid.SKIP, 0, 512, FileOrder.SEQUENTIAL))) {
            assertThat(dataset.readAll())
                    .extracting(entry -> entry.prompt().text())
                    .containsExactly("a", "b");
            assertThat(dataset.skipped()).isEqualTo(2);
        }
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> readAll(directory.resolve("none.jsonl"), DatasetOptions.standard()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("none.jsonl: there is no such file");
        assertThatThrownBy(() -> readAll(directory, DatasetOptions.standard()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("queries.jsonl");
    }

    @Test
    void readsLinesOfAnyLengthAcrossItsBuffer() throws IOException {
        var texts = List.of("a".repeat(65_535), "b".repeat(65_536), "c".repeat(200_000), "d");
        var file = Files.writeString(directory.resolve("a.txt"), "\ufeff" + String.join("\n", texts));

        assertThat(readAll(file, DatasetOptions.standard()))
                .extracting(entry -> entry.prompt().text())
                .isEqualTo(texts);
    }

    @Test
    void drawsOtherOrdersFromTheSeed() throws IOException {
        var texts = IntStream.range(0, 3000)
                .mapToObj(i -> "line " + i + " \u00e9".repeat(i % 50))
                .toList();
        var file = Files.writeString(directory.resolve("a.txt"), "\ufeff\n" + String.join("\r\n\n", texts) + "\n");

        var shuffled = inOrder(file, FileOrder.SHUFFLE, 5);
        assertThat(shuffled).isNotEqualTo(texts).containsExactlyInAnyOrderElementsOf(texts);
        assertThat(inOrder(file, FileOrder.SHUFFLE, 5)).isEqualTo(shuffled);
        assertThat(inOrder(file, FileOrder.SHUFFLE, 6)).isNotEqualTo(shuffled);
        assertThat(inOrder(file, FileOrder.RANDOM, 5))
                .hasSize(3000)
                .isSubsetOf(texts)
                .doesNotContainSequence(texts);
    }

    @Test
    void namesTheLineInAnyOrder() throws IOException {
        var file = Files.writeString(directory.resolve("a.jsonl"), "{\"text\":\"a\"}\n\n{\"text\":\"b\"}\nnonsense\n");
        var options = new DatasetOptions(null, Invalid.FAIL, 0, 512, FileOrder.SHUFFLE);

        assertThatThrownBy(() -> readAll(file, options)).hasMessageStartingWith(file + ":4: not JSON");
    }

    @Test
    void refusesAnotherOrderWhereLinesDoNotStandAlone() throws IOException {
        var file = Files.writeString(directory.resolve("a.json"), "[]");
        var options = new DatasetOptions(null, Invalid.FAIL, 0, 512, FileOrder.SHUFFLE);

        assertThatThrownBy(() -> readAll(file, options))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("sharegpt");
    }

    private static List<String> inOrder(Path file, FileOrder order, long seed) {
        var options = new DatasetOptions(null, Invalid.FAIL, 0, 512, order);
        try (var dataset = Dataset.open(file, TOKENIZER, seed, options)) {
            return dataset.readAll().stream()
                    .map(entry -> entry.prompt().text())
                    .toList();
        }
    }

    private static Prompt prompt(List<Entry> entries, int index) {
        return entries.get(index).prompt();
    }

    private static int tokens(String text) {
        return Math.toIntExact(TOKENIZER.count(text));
    }

    private static int sharedTokens(Prompt a, Prompt b) {
        int[] first = TOKENIZER.encode(a.text());
        int[] second = TOKENIZER.encode(b.text());
        int shared = Arrays.mismatch(first, second);
        return shared < 0 ? first.length : shared;
    }

    private static List<Entry> read(String resource) {
        try {
            var url = DatasetTest.class.getResource(resource);
            assertThat(url).isNotNull();
            return readAll(Path.of(url.toURI()), DatasetOptions.standard());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Entry> readAll(Path file, DatasetOptions options) {
        try (var dataset = Dataset.open(file, TOKENIZER, 223, options)) {
            return dataset.readAll();
        }
    }
}
