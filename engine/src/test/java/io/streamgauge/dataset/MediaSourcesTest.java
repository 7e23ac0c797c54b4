package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import io.streamgauge.prompt.Content;
import io.streamgauge.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images and sounds that files hold. */
class MediaSourcesTest {
    private static final Tokenizer TOKENIZER = ByteLevel.TOKENIZER;
    private static final Content.Audio SOUND = new Content.Audio("c291bmQ=", "wav");
    private static final String PICTURE = "data:image/png;base64,cGljdHVyZQ==";

    @TempDir
    private Path directory;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(directory.resolve("b.wav"), "sound");
        Files.writeString(directory.resolve("c.png"), "picture");
    }

    private List<Entry> read(Path file) {
        try (var dataset = Dataset.open(file, TOKENIZER, 1, DatasetOptions.standard())) {
            return dataset.readAll();
        }
    }

    private Content only(String line) throws IOException {
        return read(Files.writeString(directory.resolve("in.jsonl"), line))
                .getFirst()
                .prompt()
                .content();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"audio\":\"b.wav\"}",
                "{\"audio\":[\"b.wav\"]}",
                "{\"audios\":[\"b.wav\"]}",
                "{\"audio\":\"data:audio/wav;base64,c291bmQ=\"}",
                "{\"audio\":\"data:audio/x-wav;codecs=1;base64,c291bmQ=\"}",
                "{\"audio\":\"wav,c291bmQ=\"}"
            })
    void aSoundIsAFileOrItsContent(String line) throws IOException {
        assertThat(only(line)).isEqualTo(new Content.Media(List.of(), List.of(SOUND)));
    }

    @Test
    void aLineHasBothAndItsText() throws IOException {
        var line =
                "{\"texts\":[\"What\",\"is it?\"],\"images\":[\"c.png\"],\"audio\":[\"b.wav\",\"mp3,AAAA\"],\"x\":1}";
        var entry = read(Files.writeString(directory.resolve("in.jsonl"), line)).getFirst();
        assertThat(entry.prompt().content())
                .isEqualTo(new Content.Media(List.of(PICTURE), List.of(SOUND, new Content.Audio("AAAA", "mp3"))));
        assertThat(entry.prompt().text()).isEqualTo("What is it?");
        assertThat(entry.prompt().tokens()).isPositive();
    }

    @Test
    void imagesMayHaveNames() throws IOException {
        assertThat(only("{\"images\":[\"c.png\"],\"image_uuids\":[\"sku-1\"]}"))
                .isEqualTo(new Content.Media(List.of(PICTURE), List.of(), List.of(), List.of("sku-1")));
    }

    @Test
    void payloadFilesDoNotSendTheirNamesAsFieldsOfTheBody() throws IOException {
        var file = Files.writeString(
                directory.resolve("in.jsonl"),
                "{\"audio\":\"b.wav\",\"images\":\"c.png\",\"image_uuids\":\"n\",\"timestamp\":1,\"top_k\":3}");
        var options = new DatasetOptions(DatasetFormat.PAYLOAD, Invalid.FAIL, 0, 512, FileOrder.SEQUENTIAL);
        try (var dataset = Dataset.open(file, TOKENIZER, 1, options)) {
            assertThat(dataset.readAll().getFirst().prompt().fields()).isEqualTo("{\"top_k\":3}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"audio\":\"none.wav\"} | :1: cannot read audio 'none.wav'",
                "{\"audio\":\"b.ogg\"} | :1: cannot read audio 'b.ogg'",
                "{\"audio\":\"c.png\"} | :1: audio 'c.png' is of no known kind; expected wav or mp3",
                "{\"audio\":\"https://sounds.example/a.wav\"} | sounds go into the request, so expected a path or data:",
                "{\"audio\":\"data:audio/ogg;base64,AA==\"} | is of no known kind; expected wav or mp3",
                "{\"audio\":\"data:image/png;base64,AA==\"} | is no file",
                "{\"image\":\"b.wav\"} | image 'b.wav' is of no known kind; expected png, jpeg, gif or webp",
                "{\"image\":\"c.png\",\"images\":[\"c.png\"]} | both \"image\" and \"images\"; expected one of them",
                "{\"images\":[\"c.png\",\"c.png\"],\"image_uuids\":[\"a\"]} | \"image_uuids\" has 1 of 2 images; expected one for each",
                "{\"text\":\"a\",\"audio\":\"b.wav\",\"image_uuids\":\"a\"} | \"image_uuids\" has 1 of 0 images",
                "{\"audio\":7} | \"audio\" is 7; expected text"
            })
    void saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> only(line))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aDirectoryIsARequestForEachByName() throws IOException {
        Files.writeString(directory.resolve("a.mp3"), "sound");
        Files.writeString(directory.resolve("c.txt"), "What is in the picture?\n");
        Files.writeString(directory.resolve("notes.md"), "none of them");
        Files.createDirectory(directory.resolve("d.png"));
        var entries = read(directory);
        assertThat(entries)
                .extracting(entry -> entry.prompt().content())
                .containsExactly(
                        new Content.Media(List.of(), List.of(new Content.Audio("c291bmQ=", "mp3"))),
                        new Content.Media(List.of(), List.of(SOUND)),
                        new Content.Media(List.of(PICTURE), List.of()));
        assertThat(entries)
                .extracting(entry -> entry.prompt().text())
                .containsExactly("", "", "What is in the picture?");
        assertThat(entries.getLast().prompt().tokens())
                .isEqualTo(Math.toIntExact(TOKENIZER.count("What is in the picture?")));
    }

    @Test
    void aDirectoryWithRankingsIsOneOfRankings() throws IOException {
        Files.writeString(directory.resolve("queries.jsonl"), "{\"text\":\"q\"}");
        Files.writeString(directory.resolve("passages.jsonl"), "{\"text\":[\"p\"]}");
        assertThat(read(directory).getFirst().prompt().content()).isInstanceOf(Content.Ranking.class);
    }

    @Test
    void aDirectoryIsReadInItsOwnOrderOnly() {
        var options = new DatasetOptions(null, Invalid.FAIL, 0, 512, FileOrder.SHUFFLE);
        assertThatThrownBy(() -> Dataset.open(directory, TOKENIZER, 1, options))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is read by name");
    }
}
