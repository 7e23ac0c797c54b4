package io.streamgauge.dataset;

import static io.streamgauge.dataset.ReadDataset.read;
import static io.streamgauge.dataset.ReadDataset.turns;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that gzip has packed. */
class PackedFilesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset");

    @TempDir
    private Path directory;

    private Path packed(String name, byte[] content) throws IOException {
        return pack(directory.resolve(name), content);
    }

    static Path pack(Path file, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    /** A resource packed under its own name, so that files named in it would be found beside it, or with gzip's ending. */
    private Path packed(String name, String ending) throws IOException {
        Files.copy(RESOURCES.resolve("dot.png"), directory.resolve("dot.png"));
        return packed(name + ending, Files.readAllBytes(RESOURCES.resolve(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompts.jsonl",
                "prompts.txt",
                "sharegpt.json",
                "batch.jsonl",
                "inputs.json",
                "trace.jsonl",
                "burstgpt.csv",
                "azure.csv",
                "bailian.jsonl",
                "baseten.jsonl",
                "sagemaker.jsonl"
            })
    void saysWhatItsContentSays(String name) throws IOException {
        var plain = read(RESOURCES.resolve(name));

        assertThat(read(packed(name, ".gz"))).isEqualTo(plain).isNotEmpty();
        Files.delete(directory.resolve("dot.png"));
        assertThat(read(packed(name, ""))).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"weka.jsonl", "tracelab.jsonl", "otel.jsonl", "otlp.jsonl", "dag.jsonl", "dag-branches.jsonl"})
    void holdsTheSessionsOfItsContent(String name) throws IOException {
        var plain = RESOURCES.resolve(name);
        var packed = packed(name, ".gz");

        assertThat(Dataset.holdsSessions(packed, null, true)).isTrue();
        assertThat(turns(packed))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("entry.text")
                .isEqualTo(turns(plain))
                .isNotEmpty();
        assertThat(Dataset.tellsMoments(packed, null)).isEqualTo(Dataset.tellsMoments(plain, null));
        if (Dataset.tellsMoments(plain, null)) {
            assertThat(Dataset.moments(packed, null, 0)).isEqualTo(Dataset.moments(plain, null, 0));
        }
    }

    @Test
    void itsLinesAreDrawnLikeThoseOfItsContent() throws IOException {
        var lines = IntStream.range(0, 3000).mapToObj(i -> "line " + i).toList();
        var plain = Files.write(directory.resolve("a.txt"), lines);
        var packed = packed("b.txt.gz", Files.readAllBytes(plain));

        assertThat(read(packed, FileOrder.SHUFFLE))
                .isEqualTo(read(plain, FileOrder.SHUFFLE))
                .hasSize(3000);
    }

    @Test
    void leavesNoUnpackedFileBehind() throws IOException {
        var before = unpackedFiles();
        var packed = packed("b.txt.gz", "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
        try (var dataset = ReadDataset.open(packed, FileOrder.SHUFFLE)) {
            assertThat(dataset.next()).isNotNull();
            assertThat(unpackedFiles()).isEqualTo(before);
        }
        assertThat(unpackedFiles()).isEqualTo(before);
    }

    private static List<String> unpackedFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".unpacked"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void packedPiecesOneAfterTheOtherAreOneFile() throws IOException {
        var file = packed("a.txt.gz", "one\ntw".getBytes(StandardCharsets.UTF_8));
        Files.write(
                file,
                Files.readAllBytes(packed("b.txt.gz", "o\nthree\n".getBytes(StandardCharsets.UTF_8))),
                StandardOpenOption.APPEND);

        assertThat(read(file)).extracting(entry -> entry.prompt().text()).containsExactly("one", "two", "three");
    }

    @Test
    void rankingsMayBePackedToo() throws IOException {
        for (var name : List.of("queries.jsonl", "passages.jsonl")) {
            packed(
                    name + ".gz",
                    Files.readAllBytes(RESOURCES.resolve("rankings").resolve(name)));
        }

        assertThat(read(directory))
                .isEqualTo(read(RESOURCES.resolve("rankings")))
                .isNotEmpty();
    }

    @Test
    void namesTheLineOfTheContent() throws IOException {
        var file = packed("a.jsonl.gz", "{\"text\":\"a\"}\n\nnonsense\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(file)).hasMessageStartingWith(file + ":3: not JSON");
    }

    /** Nothing of 3 MB is needed but its beginning, as long as nobody asks for more. */
    @Test
    void isUnpackedNoFurtherThanItIsRead() throws IOException {
        var lines = "{\"text\":\"a line like many others\"}\n".repeat(100_000);
        var file = packed("a.jsonl.gz", lines.getBytes(StandardCharsets.UTF_8));
        cut(file, (int) Files.size(file) / 2);

        try (var dataset = ReadDataset.open(file, FileOrder.SEQUENTIAL)) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(dataset.next()).isNotNull();
            }
            assertThatThrownBy(dataset::readAll)
                    .isInstanceOf(DatasetException.class)
                    .hasMessage("cannot read " + file + ": it is packed by gzip and cut off; fetch it again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts.txt", "sharegpt.json", "inputs.json", "weka.jsonl", "otel.jsonl"})
    void tellsThatItIsCutOff(String name) throws IOException {
        var file = packed(name, ".gz");
        for (int length : new int[] {2, 12, (int) Files.size(file) - 20, (int) Files.size(file) - 1}) {
            cut(file, length);
            assertThatThrownBy(() -> {
                        if (Dataset.holdsSessions(RESOURCES.resolve(name), null, true)) {
                            turns(file);
                        } else {
                            read(file);
                        }
                    })
                    .as("%d bytes", length)
                    .isInstanceOf(DatasetException.class)
                    .hasMessage("cannot read " + file + ": it is packed by gzip and cut off; fetch it again");
            Files.delete(directory.resolve("dot.png"));
            packed(name, ".gz");
        }
    }

    @Test
    void tellsThatItIsDamaged() throws IOException {
        var file = packed("a.txt.gz", "one\ntwo\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 6] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> read(file))
                .hasMessageStartingWith("cannot read " + file + ": it begins as if packed by gzip, but is damaged (")
                .hasMessageEndingWith("); fetch it again");
    }

    private static void cut(Path file, int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }
}
