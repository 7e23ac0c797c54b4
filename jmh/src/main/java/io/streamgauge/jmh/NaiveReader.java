package io.streamgauge.jmh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** How a stream of events is read without further thought: a String, its lines, and Jackson's streaming parser. Any thread. */
public final class NaiveReader {
    private final JsonFactory json = new JsonFactory();

    /** The non-empty texts of {@code choices[].delta.content}, in order. */
    public List<String> texts(byte[] events) {
        var texts = new ArrayList<String>();
        for (String line : new String(events, StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.startsWith("data: {")) {
                String text = content(line.substring("data: ".length()));
                if (!text.isEmpty()) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** The first {@code content} of one JSON text that is a non-empty string at any depth, else an empty one. */
    public String content(String data) {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), data)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals("content")) {
                    return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : "";
                }
            }
            return "";
        }
    }
}
