package io.streamgauge.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, and which of its tables is meant where it may have several.
 *
 * @param table null where none is named
 */
record NamedTable(Path file, @Nullable String table) {
    /** What is behind the last {@code #} names a table, unless a file is so called. */
    static NamedTable of(Path given) {
        var name = String.valueOf(given.getFileName());
        int mark = name.lastIndexOf('#');
        if (mark <= 0 || mark == name.length() - 1 || Files.exists(given)) {
            return new NamedTable(given, null);
        }
        return new NamedTable(given.resolveSibling(name.substring(0, mark)), name.substring(mark + 1));
    }

    void expectNone() throws TableLines.Unreadable {
        if (table != null) {
            throw new TableLines.Unreadable(
                    "it is no SQLite database; only of one can a table be named behind the file, as '#" + table
                            + "' does");
        }
    }
}
