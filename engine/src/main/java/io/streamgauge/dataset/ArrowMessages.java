package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an Arrow file: its dictionaries and batches. In the stream format they lie one behind the other, the schema first; in the file
 * format, which Feather's is too, an index at the end says where they are, and holds the schema.
 */
final class ArrowMessages {
    private static final String MAGIC = "ARROW1";
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length();
    /** A place, the length of what describes the message and that of its buffers. */
    private static final int BLOCK_BYTES = 3 * Long.BYTES;

    private static final int CONTINUED = -1;
    private static final int VERSION_4 = 3;
    private static final int SCHEMA = 1;

    private final FileChannel channel;
    private final FlatTable schema;
    /** Where messages are, of the file format; a stream has none. */
    private final List<ByteBuffer> index;

    private long position;

    private ArrowMessages(FileChannel channel, FlatTable schema, List<ByteBuffer> index, long position) {
        this.channel = channel;
        this.schema = schema;
        this.index = index;
        this.position = position;
    }

    static ArrowMessages ofStream(FileChannel channel) throws IOException {
        var first = message(channel, 0);
        if (first == null || first.kind != SCHEMA) {
            throw new IOException("it does not say what its columns are");
        }
        return new ArrowMessages(channel, first.header, List.of(), first.body + first.bodyLength);
    }

    static ArrowMessages ofFile(FileChannel channel) throws IOException {
        long tailAt = channel.size() - TAIL_BYTES;
        var tail = read(channel, Math.max(0, tailAt), TAIL_BYTES);
        int length = tail.getInt();
        if (!StandardCharsets.ISO_8859_1.decode(tail).toString().equals(MAGIC)) {
            throw new IOException("its end is missing");
        }
        if (length < 0 || length > Math.min(tailAt, LineRows.MOST_LINE_BYTES)) {
            throw new IOException("it cannot describe itself in " + length + " bytes");
        }
        var footer = FlatTable.root(read(channel, tailAt - length, length));
        var index = List.of(footer.numbers(2, BLOCK_BYTES), footer.numbers(3, BLOCK_BYTES));
        return new ArrowMessages(channel, footer.table(1), index, 0);
    }

    FlatTable schema() {
        return schema;
    }

    /** Null at the end. */
    @Nullable
    Message next() throws IOException {
        if (index.isEmpty()) {
            // Not every writer of streams says that it is done.
            var message = position == channel.size() ? null : message(channel, position);
            position = message == null ? channel.size() : message.body + message.bodyLength;
            return message;
        }
        for (var blocks : index) {
            if (blocks.hasRemaining()) {
                long at = blocks.getLong();
                blocks.position(blocks.position() + BLOCK_BYTES - Long.BYTES);
                var message = message(channel, at);
                if (message == null) {
                    throw new IOException("no message is where its index says");
                }
                return message;
            }
        }
        return null;
    }

    /** Null where the stream says that it ends. */
    private static @Nullable Message message(FileChannel channel, long at) throws IOException {
        var head = read(channel, at, HEAD_BYTES);
        if (head.getInt() != CONTINUED) {
            throw new IOException("no message begins at byte " + at + ", or one of a version before 0.15");
        }
        int length = head.getInt();
        if (length == 0) {
            return null;
        }
        if (length < 0 || length > LineRows.MOST_LINE_BYTES) {
            throw new IOException("it cannot describe itself in " + length + " bytes");
        }
        var root = FlatTable.root(read(channel, at + HEAD_BYTES, length));
        if (root.small(0, 0) < VERSION_4) {
            throw new TableLines.Unreadable("it is an Arrow file of a version before 0.8; write it again");
        }
        long body = at + HEAD_BYTES + length;
        long bodyLength = root.whole(3);
        if (bodyLength < 0 || bodyLength > channel.size() - body) {
            throw new IOException("it is cut off");
        }
        return new Message(channel, root.octet(1), root.table(2), body, bodyLength);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        if (at < 0 || length > channel.size() - at) {
            throw new IOException("it is cut off");
        }
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        FilePart.read(channel, bytes, at);
        return bytes;
    }

    /**
     * @param kind of what it describes
     * @param body where the buffers that it speaks of are in the file
     */
    record Message(FileChannel channel, int kind, FlatTable header, long body, long bodyLength) {
        ArrowBatch batch(FlatTable described, Map<Long, List<@Nullable Object>> dictionaries) throws IOException {
            return new ArrowBatch(channel, described, body, bodyLength, dictionaries);
        }
    }
}
