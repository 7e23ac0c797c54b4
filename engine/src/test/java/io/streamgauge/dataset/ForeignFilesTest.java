package io.streamgauge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import io.streamgauge.dataset.DatasetOptions.Invalid;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not read are refused, and not taken for text. */
class ForeignFilesTest {
    private static final byte[] HDF5 = "\u0089HDF\r\n\u001a\n\0\0\0\0\0\b\b\0".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    private Path directory;

    private static void assertRefused(Path file, String because) {
        var options = new DatasetOptions(null, Invalid.FAIL, 0, 0, FileOrder.SEQUENTIAL);
        assertThatThrownBy(() -> Dataset.open(file, ByteLevel.TOKENIZER, 7, options))
                .isInstanceOf(DatasetException.class)
                .hasMessage("cannot read " + file + ": " + because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts.h5", "prompts.txt", "prompts"})
    void oneOfHdf5IsToBeConverted(String name) throws IOException {
        assertRefused(
                Files.write(directory.resolve(name), HDF5),
                "it is an HDF5 file; write it as Parquet: pandas.read_hdf('FILE').to_parquet('NEW.parquet')");
    }

    @Test
    void oneOfHdf5ThatIsPackedIsKnownToo() throws IOException {
        var file = directory.resolve("prompts.h5.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(HDF5);
        }
        assertRefused(file, "it is an HDF5 file packed by gzip, of which no part can be read alone; unpack it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "sqlite", "SQLITE3"})
    void whatOnlyItsNameCallsADatabaseIsNoText(String ending) throws IOException {
        assertRefused(
                Files.writeString(directory.resolve("prompts." + ending), "encrypted"),
                "it does not begin as an SQLite database, as ." + ending.toLowerCase(Locale.ROOT)
                        + " says that it is; where it is encrypted, write it without, as by SQLCipher's sqlcipher_export");
        assertThat(Files.writeString(directory.resolve(ending), "no ending")).exists();
        try (var input = InputFile.open(directory.resolve(ending))) {
            assertThat(input.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("no ending");
        }
    }
}
