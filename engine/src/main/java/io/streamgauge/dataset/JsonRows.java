package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The elements of a JSON array, one at a time: of the file's own, or of the one below a field. */
final class JsonRows implements Rows<JsonNode> {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonParser parser;
    private long line;

    private JsonRows(JsonParser parser) {
        this.parser = parser;
    }

    /** @param field null for the file's own array */
    static JsonRows open(Path file, @Nullable String field) throws IOException {
        var parser = MAPPER.createParser(Files.newInputStream(file));
        var rows = new JsonRows(parser);
        rows.enter(field);
        return rows;
    }

    @Override
    public @Nullable JsonNode next() {
        try {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return null;
            }
            line = parser.currentTokenLocation().getLineNr();
            return MAPPER.readTree(parser);
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() {
        parser.close();
    }

    private void enter(@Nullable String field) {
        try {
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
                        field == null
                                ? "expected a JSON array"
                                : "expected a JSON object with an array \"" + field + "\"");
            }
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** Unlike a bad line, broken JSON leaves nothing to go on with. */
    private static DatasetException broken(JacksonException e) {
        var place = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        return new DatasetException(place + "not JSON: " + e.getOriginalMessage(), e);
    }
}
