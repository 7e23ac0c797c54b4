package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Puts the events of one stream into buffers, framed as chunks of HTTP. Event-loop thread only; allocates nothing but where it pads. */
final class ChunkWriter {
    private static final byte[] PADDING_START = "\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PADDING_END = "\",".getBytes(StandardCharsets.US_ASCII);

    private final Cursor cursor;

    ChunkWriter(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Bytes of these events in a row, as the cursor stands. */
    int size(List<EventTemplate> events) {
        var bytes = 0;
        for (var event : events) {
            bytes += event.size(cursor);
        }
        return bytes;
    }

    /** Bytes of an event with a padding of so many, 0 for none. */
    int size(EventTemplate event, int padding) {
        return event.size(cursor) + (padding == 0 ? 0 : padding + PADDING_START.length + PADDING_END.length);
    }

    /** Each event that is not empty as a chunk of its own. */
    void writeChunks(ByteBuf out, List<EventTemplate> events) {
        for (var event : events) {
            var body = event.size(cursor);
            if (body > 0) {
                HttpHead.startChunk(out, body);
                write(out, event, 0);
                HttpHead.endChunk(out);
            }
        }
    }

    /** One chunk of these bytes. */
    void writeChunk(ByteBuf out, byte[] body) {
        HttpHead.startChunk(out, body.length);
        out.writeBytes(body);
        HttpHead.endChunk(out);
    }

    /** The events in a row, without framing. */
    void write(ByteBuf out, List<EventTemplate> events) {
        for (var event : events) {
            write(out, event, 0);
        }
    }

    /** The event without framing, with a field of so many bytes before its others where the padding is not 0. */
    void write(ByteBuf out, EventTemplate event, int padding) {
        var start = out.writerIndex();
        event.write(out, cursor);
        cursor.sequence++;
        if (padding > 0) {
            pad(out, out.indexOf(start, out.writerIndex(), (byte) '{') + 1, padding);
        }
    }

    private static void pad(ByteBuf out, int at, int padding) {
        var rest = out.copy(at, out.writerIndex() - at);
        var filler = new byte[padding];
        Arrays.fill(filler, (byte) 'x');
        out.writerIndex(at)
                .writeBytes(PADDING_START)
                .writeBytes(filler)
                .writeBytes(PADDING_END)
                .writeBytes(rest);
        rest.release();
    }
}
