package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The lines of a file, a JSON object each. */
record JsonLines(LineRows lines) implements PlacedRows<JsonNode> {
    /**
     * The objects of a file: its lines, or, where its first line is none, whatever JSON is in it, one after the other or in an array.
     *
     * @throws DatasetException with the file, when it is broken from its start
     */
    static PlacedRows<JsonNode> open(Path file) throws IOException {
        try {
            return begun(file);
        } catch (DatasetException e) {
            throw new DatasetException(file + ": " + e.getMessage(), e);
        }
    }

    private static PlacedRows<JsonNode> begun(Path file) throws IOException {
        try (var first = new LineRows(file)) {
            var line = first.next();
            if (line == null || isObject(line)) {
                return new JsonLines(new LineRows(file));
            }
        }
        return JsonRows.values(file);
    }

    /** A line with both braces is meant to be one, whatever is between them. */
    private static boolean isObject(String line) {
        return line.startsWith("{") && line.length() > 1 && line.endsWith("}");
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        var line = lines.next();
        return line == null ? null : JsonFields.object(line);
    }

    @Override
    public JsonNode again(byte[] row) {
        return JsonFields.object(lines.again(row));
    }

    @Override
    public long startByte() {
        return lines.startByte();
    }

    @Override
    public int lengthBytes() {
        return lines.lengthBytes();
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
