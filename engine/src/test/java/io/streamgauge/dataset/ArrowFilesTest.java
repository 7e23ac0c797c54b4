package io.streamgauge.dataset;

import static io.streamgauge.dataset.ReadDataset.assertBroken;
import static io.streamgauge.dataset.ReadDataset.assertOnlyItsBeginningCanBeRead;
import static io.streamgauge.dataset.ReadDataset.assertRefused;
import static io.streamgauge.dataset.ReadDataset.read;
import static io.streamgauge.dataset.ReadDataset.turns;
import static io.streamgauge.dataset.TableRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrow files that pyarrow and polars wrote, beside the same rows as JSON lines, which Python's own json wrote: {@code arrow/make.py}. */
class ArrowFilesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset");

    @TempDir
    private Path directory;

    private static Path table(String name) {
        return RESOURCES.resolve("arrow").resolve(name);
    }

    /** The lines of a table are those of the Parquet file of its name, where it was made of one. */
    private static Path lines(String name) {
        var own = table(name + ".jsonl");
        return Files.exists(own) ? own : RESOURCES.resolve("parquet").resolve(name + ".jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "sessions", "trace", "kinds", "more", "growing", "views"})
    void itsRowsAreLines(String name) throws IOException {
        assertThat(rows(table(name + ".arrow"))).isEqualTo(rows(lines(name))).isNotEmpty();
    }

    @Test
    void oneWithoutRowsHasNone() throws IOException {
        assertThat(rows(table("empty.arrow"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompts.feather",
                "prompts-lz4.arrow",
                "prompts-lz4.feather",
                "prompts-zstd.arrow",
                "prompts-zstd.feather"
            })
    void howItIsStoredMakesNoDifference(String file) throws IOException {
        assertThat(rows(table(file))).isEqualTo(rows(lines("prompts"))).hasSize(5);
    }

    @Test
    void viewsMayBePacked() throws IOException {
        assertThat(rows(table("views-zstd.arrow"))).isEqualTo(rows(lines("views")));
    }

    /** Longer than LZ4's blocks, which may go back to those before, and than what is in memory of a buffer. */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void packedTextsMayBeLong(String how) throws IOException {
        assertThat(rows(table("long-" + how + ".feather")))
                .extracting(row -> row.path("text").stringValue(""))
                .containsExactly(words(0), words(1), "short");
    }

    /** What is packed is unpacked once, from its beginning to its end. */
    @ParameterizedTest
    @ValueSource(strings = {"lz4", "zstd"})
    void packedTextsMayBeMany(String how) throws IOException {
        var rows = rows(table("many-" + how + ".feather"));
        assertThat(rows).hasSize(40_001);
        assertThat(rows.getFirst().path("text").stringValue(null)).isEmpty();
        assertThat(rows.getLast().path("text").stringValue(null)).isEqualTo("last");
    }

    private static String words(int row) {
        return IntStream.range(0, 40_000 + row)
                .mapToObj(word -> "word" + row * word % 977)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "trace"})
    void itsRequestsAreThoseOfTheLines(String name) throws IOException {
        var file = table(name + ".arrow");
        assertThat(read(file)).isEqualTo(read(lines(name))).isNotEmpty();
        assertThat(read(file, FileOrder.SHUFFLE)).isEqualTo(read(lines(name), FileOrder.SHUFFLE));
        var otherwiseCalled = Files.copy(file, directory.resolve("data"));
        assertThat(read(otherwiseCalled)).isEqualTo(read(lines(name)));
    }

    @Test
    void itsSessionsAreThoseOfTheLines() {
        assertThat(Dataset.holdsSessions(table("sessions.arrow"), null, true)).isTrue();
        assertThat(turns(table("sessions.arrow")))
                .isEqualTo(turns(lines("sessions")))
                .hasSize(5);
    }

    @Test
    void aRowThatMakesNoSenseIsToldWithItsNumber() {
        assertThatThrownBy(() -> read(table("kinds.arrow")))
                .hasMessageStartingWith(table("kinds.arrow") + ":1: expected \"text\"");
    }

    @Test
    void aTextMayBeginWithItsLetters() throws IOException {
        var file = Files.writeString(directory.resolve("a.txt"), "ARROW1\nFEA1 was before\n");
        assertThat(read(file)).extracting(entry -> entry.prompt().text()).containsExactly("ARROW1", "FEA1 was before");
    }

    @Test
    void whatIsNotReadIsNamed() throws IOException {
        assertRefused(
                table("union.arrow"),
                "column \"either\" of this Arrow file is of type union; write it as numbers, texts, lists or structs");
        assertRefused(
                Files.write(directory.resolve("old.feather"), new byte[] {'F', 'E', 'A', '1', 0, 0, 0, 0}),
                "it is a Feather file of version 1; write it as version 2");
        byte[] before = Files.readAllBytes(table("prompts.arrow"));
        before[before.length - 8] = 0;
        assertRefused(
                Files.write(directory.resolve("before.arrow"), before),
                "it begins as an Arrow file, but cannot be read as one (no message begins at byte "
                        + (before.length - 8) + ", or one of a version before 0.15); fetch or write it again");
        assertRefused(
                PackedFilesTest.pack(directory.resolve("a.arrow.gz"), Files.readAllBytes(table("prompts.arrow"))),
                "it is an Arrow file packed by gzip, of which no part can be read alone; unpack it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompts.feather",
                "prompts-lz4.feather",
                "prompts-zstd.feather",
                "long-lz4.feather",
                "views.arrow"
            })
    void oneThatIsCutOffIsRefusedInOneLine(String name) throws IOException {
        new DamagedCopy(table(name), directory.resolve("cut.arrow"))
                .eachCut(9, 97, cut -> assertBroken(cut, "an Arrow file"));
    }

    /** A stream may end behind any batch: what is there is read, or the file refused. */
    @Test
    void aStreamEndsBehindABatchOrIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(table("prompts.arrow"));
        var file = directory.resolve("cut.arrow");
        int read = 0;
        for (int length = 4; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                assertThat(rows(file)).isEqualTo(rows(lines("prompts")).subList(0, Math.min(5, 2 * read)));
                read++;
            } catch (IOException | RuntimeException e) {
                assertThat(e).hasMessageContaining("it begins as an Arrow file");
            }
        }
        // Behind the schema and each of three batches.
        assertThat(read).isEqualTo(4);
    }

    /** Whatever byte is wrong: a row is read, right or not, or the file is refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompts.arrow",
                "messages.arrow",
                "kinds.arrow",
                "more.arrow",
                "growing.arrow",
                "prompts-lz4.feather",
                "prompts-zstd.arrow",
                "long-lz4.feather",
                "views-zstd.arrow"
            })
    void whatIsDamagedEndsInNoOtherWay(String name) throws IOException {
        var file = table(name);
        new DamagedCopy(file, directory.resolve("damaged.arrow"))
                .assertReadOrRefusedWhateverByteIsWrong(8, Files.size(file) > 10_000 ? 31 : 3);
    }

    /** A batch is read when it is asked for: the first rows can be had where the last are missing. */
    @Test
    void isReadNoFurtherThanItIsAskedFor() throws IOException {
        byte[] whole = Files.readAllBytes(table("prompts.arrow"));
        var file = Files.write(directory.resolve("a.arrow"), Arrays.copyOf(whole, whole.length - 40));
        assertOnlyItsBeginningCanBeRead(file);
    }
}
