package io.streamgauge.dataset;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/**
 * The rows of a Parquet file as JSON lines, made as they are read: one page of each column is in memory, and one row.
 */
final class ParquetLines extends TableLines {
    private static final int TAIL_BYTES = 8;
    private static final int MOST_FOOTER_BYTES = 2 * LineRows.MOST_LINE_BYTES;
    private static final FileKind KIND = FileKind.PARQUET;

    private final FileChannel channel;
    private final ParquetNode root;
    private final List<ParquetNode> leaves = new ArrayList<>();
    private final List<ThriftStruct> groups;
    private final List<ParquetColumn> columns = new ArrayList<>();
    private int group;
    private long rowsLeft;

    private ParquetLines(FileChannel channel, ThriftStruct footer) throws IOException {
        super(KIND);
        this.channel = channel;
        root = ParquetNode.of(footer.structs(2));
        groups = footer.structs(4);
        root.addLeaves(leaves);
    }

    /** Owns the file, and closes it where it cannot be read. */
    static ParquetLines open(FileChannel channel) throws IOException {
        try {
            return new ParquetLines(channel, footer(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw told(KIND, e);
        }
    }

    private static ThriftStruct footer(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < 2 * TAIL_BYTES) {
            throw new IOException("it is cut off");
        }
        var tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        FilePart.read(channel, tail, size - TAIL_BYTES);
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
        FilePart.read(channel, bytes, size - TAIL_BYTES - length);
        var footer = ThriftStruct.read(new ByteArrayInputStream(bytes.array()));
        if (footer.has(8)) {
            throw new Unreadable("it is an encrypted Parquet file; write it without");
        }
        return footer;
    }

    @Override
    boolean advance() throws IOException {
        while (rowsLeft == 0) {
            if (group == groups.size()) {
                return false;
            }
            begin(groups.get(group++));
        }
        rowsLeft--;
        for (var column : columns) {
            if (column.repetition() != 0) {
                throw new IOException("a row begins within a list");
            }
        }
        return true;
    }

    @Override
    void write(JsonGenerator json) throws IOException {
        struct(root, json);
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
            var chunk = new FilePart(channel, start, Math.max(0, metaData.integer(7, 0)));
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
                TableValue.write(Objects.requireNonNull(column(node).value()), json);
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
            checkLength();
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
}
