package io.streamgauge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The tables of docs/migration.md. */
final class MigrationTable {
    private static final Pattern NAME = Pattern.compile("`(--?[A-Za-z][\\w-]*)");

    private MigrationTable() {}

    /**
     * A row.
     *
     * @param there what the other tool has
     * @param here "same", "no", or what it is called here
     */
    record Row(String there, String here) {
        /** The options that the other tool has. */
        List<String> names() {
            return NAME.matcher(there).results().map(found -> found.group(1)).toList();
        }

        boolean isSame() {
            return here.equals("same");
        }
    }

    /** All rows of the tables whose heading is so. */
    static List<Row> rows(Predicate<String> heading) {
        List<Row> rows = new ArrayList<>();
        boolean wanted = false;
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                wanted = heading.test(line.substring(3));
            }
            String[] cells = line.split("\\|", -1);
            if (wanted && line.startsWith("| `") && cells.length == 5) {
                rows.add(new Row(cells[1].strip(), cells[2].strip()));
            }
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("../docs/migration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
