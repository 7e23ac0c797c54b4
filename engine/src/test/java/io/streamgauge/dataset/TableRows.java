package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --input-file} makes of a table that was written. */
public final class TableRows {
    private TableRows() {}

    /** Its rows as JSON, without what is not there. */
    public static List<String> of(Path file) throws IOException {
        try (var lines = InputFile.reader(file)) {
            return lines.lines().toList();
        }
    }

    /** The same, parsed. */
    public static List<JsonNode> rows(Path file) throws IOException {
        return of(file).stream().map(line -> JsonMapper.shared().readTree(line)).toList();
    }
}
