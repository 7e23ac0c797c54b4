package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The elements of a JSON array, one at a time: of the file's own, or of the one below a field. */
final class JsonRows implements PlacedRows<JsonNode> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonParser parser;
    private long line;
    private long start;
    private long end;
    /** Whether the parser is at the next row already. */
    private boolean pending;

    private JsonRows(JsonParser parser) {
        this.parser = parser;
    }

    /** @param field null for the file's own array */
    static JsonRows open(Path file, @Nullable String field) throws IOException {
        return opened(file, rows -> rows.enter(field));
    }

    /** The values of a file, one after the other or in an array. */
    static JsonRows values(Path file) throws IOException {
        return opened(file, rows -> rows.pending = rows.parser.nextToken() != JsonToken.START_ARRAY);
    }

    private static JsonRows opened(Path file, Consumer<JsonRows> entering) throws IOException {
        var rows = new JsonRows(MAPPER.createParser(InputFile.open(file)));
        try {
            entering.accept(rows);
            return rows;
        } catch (JacksonException e) {
            rows.close();
            throw broken(e);
        } catch (DatasetException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public @Nullable JsonNode next() throws IOException {
        try {
            var token = pending ? parser.currentToken() : parser.nextToken();
            pending = false;
            if (token == null || token == JsonToken.END_ARRAY) {
                return null;
            }
            line = parser.currentTokenLocation().getLineNr();
            start = parser.currentTokenLocation().getByteOffset();
            JsonNode row = MAPPER.readTree(parser);
            end = parser.currentLocation().getByteOffset();
            return row;
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long startByte() {
        return start;
    }

    @Override
    public int lengthBytes() {
        return Math.toIntExact(end - start);
    }

    @Override
    public JsonNode again(byte[] row) {
        return read(row);
    }

    /** A value of which only the bytes were kept, perhaps with white space around it. */
    static JsonNode read(byte[] row) {
        try {
            return MAPPER.readTree(row);
        } catch (JacksonException e) {
            throw new RowException(JsonFields.notJson(e), e);
        }
    }

    @Override
    public void close() {
        parser.close();
    }

    private void enter(@Nullable String field) {
        var token = parser.nextToken();
        while (field != null && token != null) {
            token = parser.nextToken();
            if (token == JsonToken.PROPERTY_NAME) {
                boolean wanted = field.equals(parser.currentName());
                token = parser.nextToken();
                if (wanted) {
                    break;
                }
                parser.skipChildren();
            }
        }
        if (token != JsonToken.START_ARRAY) {
            throw new DatasetException(
                    field == null ? "expected a JSON array" : "expected a JSON object with an array \"" + field + "\"");
        }
    }

    /** Unlike a bad line, broken JSON leaves nothing to go on with. */
    private static DatasetException broken(JacksonException e) throws IOException {
        if (e.getCause() instanceof IOException unreadable) {
            throw unreadable;
        }
        var place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        return new DatasetException(place + JsonFields.notJson(e), e);
    }
}
