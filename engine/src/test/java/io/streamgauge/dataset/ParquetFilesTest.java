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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet files that pyarrow wrote, beside the same rows as JSON lines, which Python's own json wrote: {@code parquet/make.py}. */
class ParquetFilesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset/parquet");
    private static final String KIND = "a Parquet file";

    @TempDir
    private Path directory;

    private static Path table(String name) {
        return RESOURCES.resolve(name + ".parquet");
    }

    private static Path lines(String name) {
        return RESOURCES.resolve(name + ".jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "sessions", "trace", "kinds", "empty"})
    void itsRowsAreLines(String name) throws IOException {
        assertThat(rows(table(name))).isEqualTo(rows(lines(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zstd", "gzip", "none", "lz4", "v2"})
    void howItIsStoredMakesNoDifference(String how) throws IOException {
        assertThat(rows(table("prompts-" + how)))
                .isEqualTo(rows(lines("prompts")))
                .hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "trace"})
    void itsRequestsAreThoseOfTheLines(String name) throws IOException {
        assertThat(read(table(name))).isEqualTo(read(lines(name))).isNotEmpty();
        assertThat(read(table(name), FileOrder.SHUFFLE)).isEqualTo(read(lines(name), FileOrder.SHUFFLE));
        var otherwiseCalled = Files.copy(table(name), directory.resolve("data"));
        assertThat(read(otherwiseCalled)).isEqualTo(read(lines(name)));
    }

    @Test
    void itsSessionsAreThoseOfTheLines() {
        assertThat(Dataset.holdsSessions(table("sessions"), null, true)).isTrue();
        assertThat(turns(table("sessions"))).isEqualTo(turns(lines("sessions"))).hasSize(5);
    }

    @Test
    void aRowThatMakesNoSenseIsToldWithItsNumber() {
        assertThatThrownBy(() -> read(table("kinds"))).hasMessageStartingWith(table("kinds") + ":1: expected \"text\"");
    }

    /** Nothing but a control character behind the four letters makes it such a file. */
    @Test
    void aTextMayBeginWithItsLetters() throws IOException {
        var file = Files.writeString(directory.resolve("a.txt"), "PAR1\nPAR1 was its name\n");
        assertThat(read(file)).extracting(entry -> entry.prompt().text()).containsExactly("PAR1", "PAR1 was its name");
        assertThat(read(Files.writeString(file, "PAR1"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "brotli | it is a Parquet file compressed by brotli; write it with snappy, zstd, gzip, lz4_raw or none",
                "delta | column \"text\" of this Parquet file has encoding 7; write it with plain values or dictionaries, as is usual"
            })
    void whatIsNotReadIsNamed(String name, String because) {
        assertRefused(table("prompts-" + name), because);
    }

    @Test
    void onePackedByGzipIsToBeUnpacked() throws IOException {
        assertRefused(
                PackedFilesTest.pack(directory.resolve("a.parquet.gz"), Files.readAllBytes(table("prompts"))),
                "it is a Parquet file packed by gzip, of which no part can be read alone; unpack it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "kinds", "prompts-v2", "prompts-gzip"})
    void oneThatIsCutOffIsRefusedInOneLine(String name) throws IOException {
        new DamagedCopy(table(name), directory.resolve("cut.parquet")).eachCut(5, 97, cut -> assertBroken(cut, KIND));
    }

    @Test
    void aBrokenFooterIsRefusedInOneLine() throws IOException {
        byte[] bytes = Files.readAllBytes(table("prompts"));
        var file = directory.resolve("broken.parquet");
        byte[] footer = bytes.clone();
        Arrays.fill(footer, footer.length - 400, footer.length - 8, (byte) 0xff);
        Files.write(file, footer);
        assertBroken(file, KIND);
        byte[] magic = bytes.clone();
        magic[magic.length - 1] = '2';
        Files.write(file, magic);
        assertBroken(file, KIND);
        byte[] length = bytes.clone();
        Arrays.fill(length, length.length - 8, length.length - 4, (byte) 0x7f);
        Files.write(file, length);
        assertBroken(file, KIND);
    }

    /** Whatever byte is wrong: a row is read, right or not, or the file is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"prompts", "messages", "kinds", "prompts-v2", "prompts-gzip", "prompts-zstd"})
    void whatIsDamagedEndsInNoOtherWay(String name) throws IOException {
        new DamagedCopy(table(name), directory.resolve("damaged.parquet")).assertReadOrRefusedWhateverByteIsWrong(5, 7);
    }

    /** A group's rows are written when it is full: the first can be read where the last is missing. */
    @Test
    void isReadNoFurtherThanItIsAskedFor() throws IOException {
        byte[] bytes = Files.readAllBytes(table("prompts-none"));
        // Of the text of the last group.
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("\1\0\0\0x");
        assertThat(at).isPositive();
        Arrays.fill(bytes, at, at + 4, (byte) 0x7f);
        var file = Files.write(directory.resolve("a.parquet"), bytes);
        assertOnlyItsBeginningCanBeRead(file);
    }
}
