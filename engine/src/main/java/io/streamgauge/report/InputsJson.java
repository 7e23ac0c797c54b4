package io.streamgauge.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code inputs.json}: every request body of the dataset, as genai-perf lays the file out. */
public final class InputsJson {
    private InputsJson() {}

    /**
     * One request.
     *
     * @param body one JSON object in UTF-8
     * @param session name of the session that it is a turn of; null for none
     * @param delayNanos how long its user thinks before it; 0 for not at all
     */
    @SuppressWarnings("ArrayRecordComponent") // written as it is, compared by nobody
    public record Entry(byte[] body, @Nullable String session, long delayNanos) {
        /** A request that stands alone. */
        public static Entry of(byte[] body) {
            return new Entry(body, null, 0);
        }
    }

    /** Writes the file. */
    public static void write(Path path, Iterable<Entry> entries) throws IOException {
        var factory = new JsonFactory();
        var writer = PrettyJson.writer();
        try (var file = AtomicFile.create(path)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file.channel()), 1 << 16);
            try (var json = writer.createGenerator(out)) {
                json.writeStartObject();
                json.writeArrayPropertyStart("data");
                for (var entry : entries) {
                    writeEntry(json, factory, entry);
                }
                json.writeEndArray();
                json.writeEndObject();
                json.flush();
                out.flush();
                file.commit();
            }
        }
    }

    private static void writeEntry(JsonGenerator json, JsonFactory factory, Entry entry) {
        json.writeStartObject();
        json.writeArrayPropertyStart("payload");
        try (var parser = factory.createParser(ObjectReadContext.empty(), entry.body())) {
            parser.nextToken();
            json.copyCurrentStructureExact(parser);
        }
        json.writeEndArray();
        if (entry.delayNanos() > 0) {
            json.writeArrayPropertyStart("delay");
            json.writeNumber(Math.round(entry.delayNanos() / 1e6));
            json.writeEndArray();
        }
        if (entry.session() != null) {
            json.writeArrayPropertyStart("session_id");
            json.writeString(entry.session());
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
