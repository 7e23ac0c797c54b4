package io.streamgauge.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code inputs.json}: every request body of the dataset, as genai-perf lays the file out. */
public final class InputsJson {
    private InputsJson() {}

    /**
     * Writes the file.
     *
     * @param bodies request bodies, each one JSON object in UTF-8
     */
    public static void write(Path path, Iterable<byte[]> bodies) throws IOException {
        var factory = new JsonFactory();
        var writer = PrettyJson.writer();
        try (var file = AtomicFile.create(path)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
            try (var json = writer.createGenerator(out)) {
                json.writeStartObject();
                json.writeArrayPropertyStart("data");
                for (var body : bodies) {
                    writeEntry(json, factory, body);
                }
                json.writeEndArray();
                json.writeEndObject();
                json.flush();
                out.flush();
                file.commit();
            }
        }
    }

    private static void writeEntry(JsonGenerator json, JsonFactory factory, byte[] body) {
        json.writeStartObject();
        json.writeArrayPropertyStart("payload");
        try (var parser = factory.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            json.copyCurrentStructureExact(parser);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
