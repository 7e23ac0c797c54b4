package io.streamgauge.dataset;

import static io.streamgauge.dataset.ReadDataset.assertRefused;
import static io.streamgauge.dataset.ReadDataset.drain;
import static io.streamgauge.dataset.ReadDataset.read;
import static io.streamgauge.dataset.TableRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.prompt.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tar files that Python's tarfile wrote, beside the lines that they stand for, which its json wrote: {@code tar/make.py}. */
class TarFilesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset/tar");
    private static final int SIZE_AT = 124;
    private static final int SUM_AT = 148;

    @TempDir
    private Path directory;

    private static Path tar(String name) {
        return RESOURCES.resolve(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"samples.tar", "samples-gnu.tar", "samples-ustar.tar", "samples.tar.gz"})
    void filesOfOneNameAreALine(String name) throws IOException {
        assertThat(rows(tar(name))).isEqualTo(rows(tar("samples.jsonl"))).hasSize(5);
    }

    @Test
    void itsRequestsAreThoseOfTheLines() throws IOException {
        var file = Files.copy(tar("samples.tar"), directory.resolve("otherwise-called"));
        assertThat(read(file)).isEqualTo(read(tar("samples.jsonl")));
        assertThat(read(file, FileOrder.SHUFFLE)).isEqualTo(read(tar("samples.jsonl"), FileOrder.SHUFFLE));
        assertThat(read(file))
                .first()
                .extracting(entry -> entry.prompt().content())
                .isInstanceOf(Content.Media.class);
    }

    @Test
    void filesOfLinesAndTablesAreReadInTurn() throws IOException {
        assertThat(rows(tar("tables.tar"))).isEqualTo(rows(tar("tables.jsonl"))).hasSize(16);
    }

    @Test
    void oneWithNothingOfUseIsRefused() {
        assertRefused(
                tar("useless.tar"),
                "no file in this tar file can be used; expected .json, .txt, images, sounds or videos, a sample those of"
                        + " one name, or .jsonl, .parquet and .arrow files");
    }

    @Test
    void aSampleThatMakesNoSenseIsNamed() throws IOException {
        var bytes = Files.readAllBytes(tar("samples.tar"));
        var file = directory.resolve("a.tar");
        int json = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("{\"text\"");
        byte[] broken = bytes.clone();
        broken[json] = '[';
        assertRefused(
                Files.write(file, broken),
                "shard/0001.json in this tar file is not JSON: Unexpected character (':' (code 58)): was expecting comma to"
                        + " separate Array entries; write it again");
        int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("What is gr");
        byte[] binary = bytes.clone();
        binary[text] = (byte) 0xff;
        assertRefused(
                Files.write(file, binary), "shard/0001.txt in this tar file is no text in UTF-8; write it as such");
    }

    /** What would not fit a line is not read, however long a member says that it is. */
    @Test
    void aSampleOfAnyLengthIsNotHeld() throws IOException {
        byte[] bytes = Files.readAllBytes(tar("tables.tar"));
        int last = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("d.txt");
        resize(bytes, last, "77777777777");
        assertRefused(
                Files.write(directory.resolve("a.tar"), bytes),
                "it begins as a tar file, but cannot be read as one (sample d is longer than 33554432 bytes); fetch or write"
                        + " it again");
    }

    @Test
    void oneWithinAnotherIsRefused() throws IOException {
        byte[] inner = Files.readAllBytes(tar("samples.tar"));
        byte[] head = Arrays.copyOf(Files.readAllBytes(tar("tables.tar")), 512);
        resize(head, 0, String.format("%011o", inner.length));
        byte[] nested = new byte[512 + inner.length + 1024];
        System.arraycopy(head, 0, nested, 0, 512);
        System.arraycopy(inner, 0, nested, 512, inner.length);
        assertRefused(Files.write(directory.resolve("b"), nested), "it is a tar file within another; take it out");
    }

    /** Makes the member whose head is there as long as that, in octal digits. */
    private static void resize(byte[] bytes, int head, String digits) {
        System.arraycopy((digits + "\0").getBytes(StandardCharsets.ISO_8859_1), 0, bytes, head + SIZE_AT, 12);
        Arrays.fill(bytes, head + SUM_AT, head + SUM_AT + 8, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += bytes[head + i] & 0xff;
        }
        byte[] said = String.format("%06o\0 ", sum).getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(said, 0, bytes, head + SUM_AT, said.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"samples.tar", "tables.tar", "samples.tar.gz"})
    void oneThatIsCutOffIsRefusedInOneLine(String name) throws IOException {
        byte[] whole = Files.readAllBytes(tar(name));
        // Behind what is in its last file is only what says that it ends.
        int end = whole.length - 9;
        while (name.endsWith(".tar") && whole[end] == 0) {
            end--;
        }
        new DamagedCopy(tar(name), directory.resolve("cut.tar")).eachCut(600, end, 397, cut -> {
            assertThatThrownBy(() -> drain(cut)).isInstanceOf(IOException.class).hasMessageNotContaining("\n");
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageStartingWith("cannot read " + cut + ": it ");
        });
    }

    /** Whatever byte is wrong: a row is read, right or not, or the file is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"samples.tar", "samples-gnu.tar", "samples-ustar.tar", "tables.tar", "samples.tar.gz"})
    void whatIsDamagedEndsInNoOtherWay(String name) throws IOException {
        new DamagedCopy(tar(name), directory.resolve("damaged.tar"))
                .assertReadOrRefusedWhateverByteIsWrong(2, name.endsWith("gz") ? 3 : 41);
    }
}
