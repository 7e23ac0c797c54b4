package io.streamgauge.dataset;

import static io.streamgauge.dataset.ReadDataset.assertBroken;
import static io.streamgauge.dataset.ReadDataset.assertRefused;
import static io.streamgauge.dataset.ReadDataset.drain;
import static io.streamgauge.dataset.ReadDataset.read;
import static io.streamgauge.dataset.TableRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamgauge.dataset.DatasetOptions.FileOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases that Python's sqlite3 wrote, beside their rows as JSON lines, which its json wrote: {@code sqlite/make.py}. */
class SqliteFilesTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/streamgauge/dataset/sqlite");

    @TempDir
    private Path directory;

    private static Path database(String name) {
        return RESOURCES.resolve(name + ".db");
    }

    private static Path lines(String name) {
        return RESOURCES.resolve(name + ".jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "kinds", "messages"})
    void itsRowsAreLines(String name) throws IOException {
        assertThat(rows(database(name))).isEqualTo(rows(lines(name))).isNotEmpty();
    }

    @Test
    void itsRequestsAreThoseOfTheLines() throws IOException {
        var file = Files.copy(database("prompts"), directory.resolve("otherwise-called"));
        assertThat(read(file)).isEqualTo(read(lines("prompts"))).hasSize(140);
        assertThat(read(file, FileOrder.SHUFFLE)).isEqualTo(read(lines("prompts"), FileOrder.SHUFFLE));
    }

    @Test
    void aTableIsNamedBehindTheFile() throws IOException {
        var named = RESOURCES.resolve("several.db#prompts");
        assertThat(rows(named)).isEqualTo(rows(lines("several")));
        assertThat(read(named)).isEqualTo(read(lines("several"))).hasSize(2);
        assertThat(read(RESOURCES.resolve("prompts.db#PROMPTS"))).hasSize(140);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "several.db | it is an SQLite database of several tables; name one behind the file, as FILE#added (there are added, computed, keyed, others, prompts)",
                "several.db#where | it is an SQLite database without a table 'where'; there are added, computed, keyed, others, prompts",
                "several.db#keyed | table \"keyed\" of this SQLite database is WITHOUT ROWID; copy it: CREATE TABLE copy AS SELECT * FROM \"keyed\"",
                "several.db#computed | table \"computed\" of this SQLite database has the computed column b; copy it: CREATE TABLE copy AS SELECT * FROM \"computed\"",
                "several.db#added | column \"b\" of this SQLite database was added with a default that is not in its rows; write them anew: VACUUM",
                "none.db | it is an SQLite database without tables"
            })
    void whatIsNotReadIsNamed(String name, String because) {
        assertRefused(RESOURCES.resolve(name), because);
    }

    @Test
    void onlyADatabaseHasTables() {
        assertRefused(
                RESOURCES.resolve("prompts.jsonl#prompts"),
                "it is no SQLite database; only of one can a table be named behind the file, as '#prompts' does");
    }

    /** What is written there is not in the database yet. */
    @ParameterizedTest
    @ValueSource(strings = {"-wal", "-journal"})
    void oneThatIsBeingWrittenIsRefused(String ending) throws IOException {
        var file = Files.copy(database("prompts"), directory.resolve("a.db"));
        var beside = Files.createFile(directory.resolve("a.db" + ending));
        assertThat(read(file)).hasSize(140);
        Files.write(beside, new byte[32]);
        assertRefused(
                file,
                "it is an SQLite database that another program writes, or left unfinished in a.db" + ending
                        + "; close it there, or copy it: sqlite3 a.db \"VACUUM INTO 'copy.db'\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompts", "kinds", "messages"})
    void oneThatIsCutOffIsRefusedInOneLine(String name) throws IOException {
        var file = database(name);
        new DamagedCopy(file, directory.resolve("cut.db"))
                .eachCut(17, Files.size(file) > 20_000 ? 997 : 97, cut -> assertBroken(cut, "an SQLite database"));
    }

    /** Whatever byte is wrong: a row is read, right or not, or the file is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"prompts", "kinds", "messages"})
    void whatIsDamagedEndsInNoOtherWay(String name) throws IOException {
        var file = database(name);
        new DamagedCopy(file, directory.resolve("damaged.db"))
                .assertReadOrRefusedWhateverByteIsWrong(16, Files.size(file) > 20_000 ? 53 : 3);
    }

    /** Pages below each other would have no end. */
    @Test
    void pagesThatAreNoTreeAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(database("prompts"));
        var file = directory.resolve("a.db");
        // The table's first page, whose last page below it becomes itself.
        assertThat(bytes[512]).isEqualTo((byte) 5);
        bytes[512 + 8] = 0;
        bytes[512 + 9] = 0;
        bytes[512 + 10] = 0;
        bytes[512 + 11] = 2;
        Files.write(file, bytes);
        assertThatThrownBy(() -> drain(file))
                .hasMessage("it begins as an SQLite database, but cannot be read as one (its pages are not a tree);"
                        + " fetch or write it again");
    }
}
