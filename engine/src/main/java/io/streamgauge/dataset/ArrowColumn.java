package io.streamgauge.dataset;

import io.streamgauge.dataset.ArrowType.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** A column of a record batch, or what is in one: its values by their places. */
final class ArrowColumn {
    private static final int SHORT_VIEW = 12;

    private final ArrowField field;
    private final ArrowType type;
    private final @Nullable ArrowBuffer nulls;
    private final List<ArrowBuffer> buffers = new ArrayList<>();
    private final List<ArrowColumn> children = new ArrayList<>();
    /** The values that its numbers stand for; null where they stand for themselves. */
    private final @Nullable List<@Nullable Object> dictionary;

    private final TableLines lines;

    /** Takes its buffers, and those of what is in it, out of the batch. */
    ArrowColumn(ArrowField field, ArrowBatch batch, TableLines lines) throws IOException {
        this.field = field;
        this.lines = lines;
        dictionary = field.dictionary() == null
                ? null
                : batch.dictionary(field.dictionary().id());
        type = field.dictionary() == null ? field.type() : field.dictionary().places();
        boolean hasNulls = batch.takeNode();
        var validity = type.kind() == Kind.NULL ? null : batch.takeBuffer();
        nulls = hasNulls && validity != null && !validity.isEmpty() ? validity : null;
        for (int more = ownBuffers(batch); more > 0; more--) {
            buffers.add(batch.takeBuffer());
        }
        if (dictionary == null) {
            for (var child : field.children()) {
                children.add(new ArrowColumn(child, batch, lines));
            }
        }
    }

    private int ownBuffers(ArrowBatch batch) {
        return switch (type.kind()) {
            case NULL, FIXED_LIST, STRUCT -> 0;
            case BOOLEAN, WHOLE, UNSIGNED, FLOAT, DECIMAL, DAY, TIME, MOMENT, FIXED, UUID, LIST, MAP -> 1;
            case TEXT -> 2;
            case VIEW -> 1 + batch.takeViewBuffers();
        };
    }

    boolean isNull(long row) throws IOException {
        return type.kind() == Kind.NULL
                || (nulls != null && !nulls.bit(row))
                || (dictionary != null && looked(dictionary, row) == null);
    }

    /** @param row where it is not null */
    void write(long row, JsonGenerator json) throws IOException {
        switch (type.kind()) {
            case STRUCT -> struct(row, json);
            case MAP -> map(row, json);
            case LIST -> list(end(row), end(row + 1), json);
            case FIXED_LIST ->
                list(Math.multiplyExact(row, type.width()), Math.multiplyExact(row + 1, type.width()), json);
            default -> TableValue.write(Objects.requireNonNull(value(row)), json);
        }
    }

    private void struct(long row, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(children, row, json);
        json.writeEndObject();
    }

    static void writeFields(List<ArrowColumn> columns, long row, JsonGenerator json) throws IOException {
        for (var column : columns) {
            if (!column.isNull(row)) {
                json.writeName(column.field.name());
                column.write(row, json);
            }
        }
    }

    private void map(long row, JsonGenerator json) throws IOException {
        var entry = children.getFirst().children;
        json.writeStartObject();
        for (long at = end(row), to = end(row + 1); at < to; at++) {
            json.writeName(String.valueOf(entry.get(0).value(at)));
            element(entry.get(1), at, json);
        }
        json.writeEndObject();
    }

    private void list(long from, long to, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (long at = from; at < to; at++) {
            element(children.getFirst(), at, json);
        }
        json.writeEndArray();
    }

    private void element(ArrowColumn values, long at, JsonGenerator json) throws IOException {
        if (values.isNull(at)) {
            json.writeNull();
        } else {
            values.write(at, json);
        }
        lines.checkLength();
    }

    /** Where what is before a row ends. */
    private long end(long row) throws IOException {
        var bytes = buffers.getFirst().window(row * type.width(), type.width());
        return type.width() == Long.BYTES ? bytes.getLong() : bytes.getInt();
    }

    /** What its number stands for. */
    private @Nullable Object looked(List<@Nullable Object> values, long row) throws IOException {
        long place = whole(row);
        if (place < 0 || place >= values.size()) {
            throw new IOException("a value is number " + place + " of a dictionary of " + values.size());
        }
        return values.get((int) place);
    }

    /** A value that holds no others, in the form in which {@link TableValue#write} writes it; null where it is null. */
    @Nullable
    Object value(long row) throws IOException {
        if (isNull(row)) {
            return null;
        }
        if (dictionary != null) {
            return looked(dictionary, row);
        }
        return switch (type.kind()) {
            case NULL -> null;
            case BOOLEAN -> buffers.getFirst().bit(row);
            case WHOLE -> whole(row);
            case UNSIGNED -> TableValue.unsigned(whole(row));
            case FLOAT -> real(row);
            case DECIMAL -> TableValue.decimal(turned(fixed(row)), type.places());
            case DAY ->
                TableValue.day(type.width() == Long.BYTES ? Math.floorDiv(whole(row), 86_400_000L) : whole(row));
            case TIME -> TableValue.timeOfDay(whole(row), type.places());
            case MOMENT -> TableValue.milliseconds(whole(row), type.places());
            case TEXT -> TableValue.text(text(row));
            case VIEW -> TableValue.text(view(row));
            case FIXED -> TableValue.text(fixed(row));
            case UUID -> TableValue.uuid(fixed(row));
            case LIST, FIXED_LIST, STRUCT, MAP -> throw new IOException("column " + field.name() + " holds others");
        };
    }

    private long whole(long row) throws IOException {
        var bytes = window(row);
        boolean signed = type.kind() != Kind.UNSIGNED;
        return switch (type.width()) {
            case 1 -> signed ? bytes.get() : bytes.get() & 0xff;
            case 2 -> signed ? bytes.getShort() : Short.toUnsignedInt(bytes.getShort());
            case 4 -> signed ? bytes.getInt() : Integer.toUnsignedLong(bytes.getInt());
            default -> bytes.getLong();
        };
    }

    private Object real(long row) throws IOException {
        var bytes = window(row);
        return switch (type.width()) {
            case 2 -> (Object) Float.float16ToFloat(bytes.getShort());
            case 4 -> (Object) bytes.getFloat();
            default -> (Object) bytes.getDouble();
        };
    }

    private ByteBuffer window(long row) throws IOException {
        return buffers.getFirst().window(Math.multiplyExact(row, type.width()), type.width());
    }

    private byte[] fixed(long row) throws IOException {
        return buffers.getFirst().bytes(Math.multiplyExact(row, type.width()), type.width());
    }

    private static byte[] turned(byte[] bytes) {
        for (int i = 0; i < bytes.length / 2; i++) {
            byte other = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = other;
        }
        return bytes;
    }

    /** Asks for places in their order only, for what is packed is not gone back to. */
    private byte[] text(long row) throws IOException {
        long from = end(row);
        return buffers.get(1).bytes(from, end(row + 1) - from);
    }

    private byte[] view(long row) throws IOException {
        var view = window(row);
        int length = view.getInt();
        if (length <= SHORT_VIEW) {
            byte[] bytes = new byte[length];
            view.get(bytes);
            return bytes;
        }
        view.getInt(); // its first bytes, for those that compare
        int buffer = view.getInt();
        return buffers.get(Math.addExact(buffer, 1)).bytes(view.getInt(), length);
    }
}
