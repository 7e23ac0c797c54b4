package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.prompt.Content;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories in place of a file. */
class DirectoriesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset");
    private static final Tokenizer TOKENIZER = ByteLevel.TOKENIZER;

    @TempDir
    private Path directory;

    private void file(String name, String... lines) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        if (name.endsWith(".gz")) {
            PackedFilesTest.pack(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            Files.write(file, List.of(lines));
        }
    }

    private Dataset open(@Nullable DatasetFormat format, FileOrder order, Invalid invalid) {
        return Dataset.open(directory, TOKENIZER, 7, new DatasetOptions(format, invalid, 0, 0, order));
    }

    private List<Entry> read(@Nullable DatasetFormat format) {
        try (var dataset = open(format, FileOrder.SEQUENTIAL, Invalid.FAIL)) {
            return dataset.readAll();
        }
    }

    private List<Content> drawn(int count) {
        try (var pool = open(DatasetFormat.JSONL, FileOrder.RANDOM, Invalid.FAIL)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> Objects.requireNonNull(pool.next()).prompt().content())
                    .toList();
        }
    }

    private static String captured(int second) throws IOException {
        return Files.readAllLines(RESOURCES.resolve("sagemaker.jsonl"))
                .getFirst()
                .replaceFirst(
                        "\"inferenceTime\"\\s*:\\s*\"[^\"]*\"",
                        "\"inferenceTime\":\"2026-02-14T17:25:%02dZ\"".formatted(second));
    }

    @Test
    void bodiesComeByThePathsOfTheirFiles() throws IOException {
        file("b.jsonl", "{\"n\":3}", "", "{\"n\":4}");
        file("c/a.json", "{", "  \"n\": 5", "}");
        file("a/z.jsonl.gz", "{\"n\":1}", "{\"n\":2}");
        file(".hidden", "no JSON");

        assertThat(read(DatasetFormat.RAW_PAYLOAD))
                .extracting(entry -> entry.prompt().content())
                .containsExactly(
                        new Content.Body("{\"n\":1}"),
                        new Content.Body("{\"n\":2}"),
                        new Content.Body("{\"n\":3}"),
                        new Content.Body("{\"n\":4}"),
                        new Content.Body("{\n  \"n\": 5\n}"));
    }

    @Test
    void capturesOfManyHoursAreOneTrace() throws IOException {
        file("2026/02/15/00/00-a.jsonl", captured(30));
        file("2026/02/14/23/09-b.jsonl", captured(3), captured(4));
        file("2026/02/14/23/08-z.jsonl", captured(1));

        assertThat(read(null))
                .extracting(Entry::atNanos)
                .containsExactly(0L, 2_000_000_000L, 3_000_000_000L, 29_000_000_000L);
        assertThat(Dataset.tellsMoments(directory, null)).isTrue();
        assertThat(Dataset.moments(directory, null, 0))
                .containsExactly(0L, 2_000_000_000L, 3_000_000_000L, 29_000_000_000L);
    }

    @Test
    void saysInWhichFileARowMakesNoSense() throws IOException {
        file("a.jsonl", "{\"n\":1}", "{\"n\":2}");
        file("b/c.jsonl", "{\"n\":3}", "", "nonsense");

        assertThatThrownBy(() -> read(DatasetFormat.RAW_PAYLOAD))
                .hasMessageStartingWith(directory.resolve("b/c.jsonl") + ":3: not JSON");
        try (var dataset = open(DatasetFormat.RAW_PAYLOAD, FileOrder.SEQUENTIAL, Invalid.SKIP)) {
            assertThat(dataset.readAll()).hasSize(3);
            assertThat(dataset.skipped()).isOne();
        }
    }

    @Test
    void eachPoolGivesALineOfEachRequest() throws IOException {
        Files.copy(RESOURCES.resolve("dot.png"), directory.resolve("dot.png"));
        file("questions.jsonl", "{\"text\":\"q1\"}", "{\"texts\":[\"q2\",\"q3\"],\"output_length\":9}");
        file("contexts.jsonl.gz", "{\"text\":\"c1\"}", "{\"text\":\"c2\"}", "{\"text\":\"c3\"}");

        var texts = drawn(200);

        assertThat(texts)
                .containsOnly(
                        new Content.Texts(List.of("c1", "q1")),
                        new Content.Texts(List.of("c2", "q1")),
                        new Content.Texts(List.of("c3", "q1")),
                        new Content.Texts(List.of("c1", "q2", "q3")),
                        new Content.Texts(List.of("c2", "q2", "q3")),
                        new Content.Texts(List.of("c3", "q2", "q3")));
        assertThat(texts.stream().distinct()).hasSize(6);
        assertThat(drawn(200)).isEqualTo(texts);

        file("pictures.jsonl", "{\"image\":\"dot.png\"}");
        file("films.jsonl", "{\"video\":\"https://films.example/a.mp4\"}");
        Files.write(directory.resolve("beside.mp4"), new byte[] {1});
        assertThat(drawn(1).getFirst()).isInstanceOfSatisfying(Content.Media.class, media -> {
            assertThat(media.imageUrls()).singleElement().asString().startsWith("data:image/png;base64,");
            assertThat(media.videoUrls()).containsExactly("https://films.example/a.mp4");
        });
    }

    @Test
    void aQueryMayMeetAnyPassages() throws IOException {
        file("queries.jsonl", "{\"text\":\"a\"}", "{\"text\":\"b\"}", "{\"text\":\"c\"}");
        file("passages.jsonl", "{\"text\":[\"1\"]}", "{\"text\":[\"2\"]}", "{\"text\":[\"3\"]}");
        var sideBySide = read(null);

        try (var pool = open(DatasetFormat.JSONL, FileOrder.RANDOM, Invalid.FAIL)) {
            assertThat(pool.readAll())
                    .hasSize(3)
                    .isNotEqualTo(sideBySide)
                    .allSatisfy(entry -> assertThat(entry.prompt().content()).isInstanceOf(Content.Ranking.class));
        }
        assertThatThrownBy(() -> open(null, FileOrder.SHUFFLE, Invalid.FAIL)).hasMessageContaining("side by side");
    }

    @Test
    void aPoolOfWhichNoLineMakesSenseIsGivenUp() throws IOException {
        file("a.jsonl", "{\"text\":\"a\"}");
        file("b.jsonl", "{\"text\":7}");
        String because = directory.resolve("a.jsonl") + ":1 with " + directory.resolve("b.jsonl")
                + ":1: \"text\" is 7; expected text";

        try (var pool = open(DatasetFormat.JSONL, FileOrder.RANDOM, Invalid.SKIP)) {
            assertThatThrownBy(pool::next).hasMessage(because);
            assertThat(pool.skipped()).isEqualTo(999);
        }
        assertThatThrownBy(() -> drawn(1)).hasMessage(because);
    }

    @Test
    void whatIsNotMeantToBeThereIsNamed() throws IOException {
        assertRefused(
                DatasetFormat.RAW_PAYLOAD, FileOrder.SEQUENTIAL, "no file in it; expected .jsonl and .json files");
        assertRefused(DatasetFormat.SAGEMAKER, FileOrder.SEQUENTIAL, "no file in it; expected .jsonl files");
        assertRefused(DatasetFormat.JSONL, FileOrder.RANDOM, "no pool in it; expected .jsonl files");
        assertRefused(null, FileOrder.SEQUENTIAL, "random_pool, raw-payload or sagemaker");

        file("a.jsonl", "");
        assertRefused(DatasetFormat.JSONL, FileOrder.RANDOM, "a.jsonl has no line; take it out");
        assertRefused(DatasetFormat.RAW_PAYLOAD, FileOrder.SHUFFLE, "is read by the paths of its files");

        file("sub/notes.md", "notes");
        assertRefused(
                DatasetFormat.RAW_PAYLOAD, FileOrder.SEQUENTIAL, "sub/notes.md is none of its .jsonl and .json files");
        assertRefused(DatasetFormat.SAGEMAKER, FileOrder.SEQUENTIAL, "sub/notes.md is none of its .jsonl files");
        assertThatThrownBy(() -> Dataset.moments(directory, DatasetFormat.SAGEMAKER, 0))
                .hasMessageStartingWith(directory + ": sub/notes.md is none");
        file("notes.md", "notes");
        assertRefused(DatasetFormat.JSONL, FileOrder.RANDOM, "notes.md is neither a pool");
        Files.delete(directory.resolve("notes.md"));
        file("a.jsonl", "{\"messages\":[]}");
        file("b.jsonl", "{\"text\":\"b\"}");
        assertThatThrownBy(() -> drawn(1))
                .hasMessageContaining("a.jsonl:1 with ")
                .hasMessageContaining("\"messages\"");
    }

    private void assertRefused(@Nullable DatasetFormat format, FileOrder order, String because) {
        assertThatThrownBy(() -> open(format, order, Invalid.FAIL).close())
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(directory + ": ")
                .hasMessageContaining(because);
    }
}
