package io.streamgauge.dataset;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The rows of a Parquet file as JSON lines, made as they are read: one page of each column is in memory, and one row. Fields that are null
 * are left out, since all rows of such a file have all its columns.
 */
final class ParquetLines extends InputStream {
    private static final int TAIL_BYTES = 8;
    private static final int MOST_FOOTER_BYTES = 2 * LineRows.MOST_LINE_BYTES;
    private static final JsonFactory JSON = new JsonFactory();

    private final FileChannel channel;
    private final ParquetNode root;
    private final List<ParquetNode> leaves = new ArrayList<>();
    private final List<ThriftStruct> groups;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private final Row row = new Row();
    private int group;
    private long rowsLeft;
    private int position;

    private ParquetLines(FileChannel channel, ThriftStruct footer) throws IOException {
        this.channel = channel;
        root = ParquetNode.of(footer.structs(2));
        groups = footer.structs(4);
        root.addLeaves(leaves);
    }

    static ParquetLines open(Path file) throws IOException {
        var channel = FileChannel.open(file);
        try {
            return new ParquetLines(channel, footer(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw told(e);
        }
    }

    private static ThriftStruct footer(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 2 * TAIL_BYTES) {
            throw new IOException("it is cut off");
        }
        var tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        read(channel, tail, size - TAIL_BYTES);
        int length = tail.getInt();
        var magic = StandardCharsets.ISO_8859_1.decode(tail).toString();
        if (!magic.equals("PAR1")) {
            throw magic.equals("PARE")
                    ? new Unreadable("it is an encrypted Parquet file; write it without")
                    : new IOException("its end is missing");
        }
        if (length < 0 || length > MOST_FOOTER_BYTES || length > size - TAIL_BYTES) {
            throw new IOException("it cannot describe itself in " + length + " bytes");
        }
        var bytes = ByteBuffer.allocate(length);
        read(channel, bytes, size - TAIL_BYTES - length);
        var footer = ThriftStruct.read(new ByteArrayInputStream(bytes.array()));
        if (footer.has(8)) {
            throw new Unreadable("it is an encrypted Parquet file; write it without");
        }
        return footer;
    }

    private static void read(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("it has become shorter");
            }
        }
        bytes.flip();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == row.size() && !nextRow()) {
            return -1;
        }
        int copied = Math.min(length, row.size() - position);
        row.copy(position, bytes, from, copied);
        position += copied;
        return copied;
    }

    private boolean nextRow() throws IOException {
        try {
            while (rowsLeft == 0) {
                if (group == groups.size()) {
                    return false;
                }
                begin(groups.get(group++));
            }
            rowsLeft--;
            row.reset();
            position = 0;
            for (var column : columns) {
                if (column.repetition() != 0) {
                    throw new IOException("a row begins within a list");
                }
            }
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), row)) {
                struct(root, json);
            }
            row.write('\n');
            return true;
        } catch (IOException | RuntimeException e) {
            throw told(e);
        }
    }

    private void begin(ThriftStruct rowGroup) throws IOException {
        rowsLeft = Math.max(0, rowGroup.integer(3, 0));
        columns.clear();
        var chunks = rowGroup.structs(1);
        if (chunks.size() != leaves.size()) {
            throw new IOException("a group of its rows has " + chunks.size() + " columns, not " + leaves.size());
        }
        for (var leaf : leaves) {
            var metaData = chunks.get(leaf.first()).struct(3);
            long values = metaData.integer(9, 0);
            long dictionary = metaData.integer(11, 0);
            long start = dictionary > 0 ? Math.min(dictionary, values) : values;
            var chunk = new Chunk(channel, start, Math.max(0, metaData.integer(7, 0)));
            columns.add(new ParquetColumn(leaf, metaData, new BufferedInputStream(chunk)));
        }
    }

    private void struct(ParquetNode node, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (var child : node.children()) {
            if (isThere(child)) {
                json.writeName(child.name());
                value(child, json);
            }
        }
        json.writeEndObject();
    }

    /** Goes on behind it where it is not. */
    private boolean isThere(ParquetNode node) throws IOException {
        if (node.shape() == ParquetNode.Shape.REPEATED || column(node).definition() >= node.definition()) {
            return true;
        }
        skip(node);
        return false;
    }

    private void value(ParquetNode node, JsonGenerator json) throws IOException {
        switch (node.shape()) {
            case LEAF -> {
                ParquetType.write(Objects.requireNonNull(column(node).value()), json);
                column(node).advance();
            }
            case STRUCT -> struct(node, json);
            case LIST -> value(node.children().getFirst(), json);
            case REPEATED -> {
                json.writeStartArray();
                var element = node.children().getFirst();
                each(node, () -> {
                    if (isThere(element)) {
                        value(element, json);
                    } else {
                        json.writeNull();
                    }
                });
                json.writeEndArray();
            }
            case MAP -> {
                json.writeStartObject();
                var repeated = node.children().getFirst();
                var entry = repeated.children().getFirst();
                each(repeated, () -> entry(entry, json));
                json.writeEndObject();
            }
        }
    }

    private void entry(ParquetNode entry, JsonGenerator json) throws IOException {
        var key = entry.children().getFirst();
        json.writeName(String.valueOf(column(key).value()));
        skip(key);
        if (entry.children().size() > 1 && isThere(entry.children().get(1))) {
            value(entry.children().get(1), json);
        } else {
            json.writeNull();
        }
    }

    /** One of the things that are repeated. */
    private interface Step {
        void take() throws IOException;
    }

    private void each(ParquetNode repeated, Step step) throws IOException {
        if (column(repeated).definition() < repeated.definition()) {
            skip(repeated);
            return;
        }
        do {
            step.take();
            if (row.size() > LineRows.MOST_LINE_BYTES) {
                throw new IOException("a row is longer than " + LineRows.MOST_LINE_BYTES + " bytes");
            }
        } while (column(repeated).repetition() == repeated.repetition());
    }

    private void skip(ParquetNode node) throws IOException {
        for (var column : columns.subList(node.first(), node.first() + node.columns())) {
            column.advance();
        }
    }

    private ParquetColumn column(ParquetNode node) {
        return columns.get(node.first());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** What is wrong in one line: what is broken may be so anywhere, and shows as whatever reading it comes upon. */
    private static IOException told(Exception e) {
        return e instanceof Unreadable already
                ? already
                : new IOException(
                        "it begins as a Parquet file, but cannot be read as one ("
                                + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + "); fetch or write it again",
                        e);
    }

    /** What a user is told as it stands. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** The bytes of a column in a row group. */
    private static final class Chunk extends InputStream {
        private final FileChannel channel;
        private long position;
        private final long end;

        Chunk(FileChannel channel, long start, long length) throws IOException {
            this.channel = channel;
            if (start < 0 || length > channel.size() - start) {
                throw new IOException("a column ends behind the file");
            }
            position = start;
            end = start + length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int most = (int) Math.min(length, end - position);
            int read = most == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, from, most), position);
            position += Math.max(0, read);
            return read;
        }
    }

    /** A line, used again and again. */
    private static final class Row extends ByteArrayOutputStream {
        void copy(int at, byte[] to, int from, int length) {
            System.arraycopy(buf, at, to, from, length);
        }
    }
}
