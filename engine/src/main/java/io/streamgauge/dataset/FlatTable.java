package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of FlatBuffers, in which Arrow files describe themselves: its fields by their numbers, whatever they mean. A place behind the bytes
 * is an IndexOutOfBoundsException.
 *
 * @param bytes the whole buffer, little-endian
 */
record FlatTable(ByteBuffer bytes, int at) {
    /** @param bytes little-endian */
    static FlatTable root(ByteBuffer bytes) {
        return new FlatTable(bytes, bytes.getInt(0));
    }

    /** Where a field is; 0 where it is not there. */
    private int place(int field) {
        int fields = at - bytes.getInt(at);
        int entry = Short.BYTES * (2 + field);
        boolean told = entry + Short.BYTES <= Short.toUnsignedInt(bytes.getShort(fields));
        int offset = told ? Short.toUnsignedInt(bytes.getShort(fields + entry)) : 0;
        return offset == 0 ? 0 : at + offset;
    }

    boolean has(int field) {
        return place(field) != 0;
    }

    /** A truth, or a number of a byte. */
    int octet(int field) {
        int place = place(field);
        return place == 0 ? 0 : bytes.get(place) & 0xff;
    }

    int small(int field, int absent) {
        int place = place(field);
        return place == 0 ? absent : bytes.getShort(place);
    }

    int integer(int field, int absent) {
        int place = place(field);
        return place == 0 ? absent : bytes.getInt(place);
    }

    long whole(int field) {
        int place = place(field);
        return place == 0 ? 0 : bytes.getLong(place);
    }

    private int target(int place) {
        return place + bytes.getInt(place);
    }

    FlatTable table(int field) throws IOException {
        int place = place(field);
        if (place == 0) {
            throw new IOException("it does not say field " + field + " of what it says of itself");
        }
        return new FlatTable(bytes, target(place));
    }

    List<FlatTable> tables(int field) throws IOException {
        var places = vector(field, Integer.BYTES);
        var tables = new ArrayList<FlatTable>();
        for (int i = 0; i < places.remaining(); i += Integer.BYTES) {
            tables.add(new FlatTable(bytes, target(places.at + i)));
        }
        return tables;
    }

    String text(int field) throws IOException {
        var text = vector(field, 1);
        byte[] utf8 = new byte[text.remaining()];
        bytes.get(text.at, utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Numbers, or structures of such, as they lie one behind the other; none where it is not there. */
    ByteBuffer numbers(int field, int width) throws IOException {
        var vector = vector(field, width);
        return bytes.slice(vector.at, vector.remaining()).order(bytes.order());
    }

    private Vector vector(int field, int width) throws IOException {
        int place = place(field);
        if (place == 0) {
            return new Vector(0, 0);
        }
        int start = target(place) + Integer.BYTES;
        long length = (long) bytes.getInt(start - Integer.BYTES) * width;
        if (length < 0 || length > bytes.limit() - start) {
            throw new IOException("it describes itself by " + length + " bytes behind its end");
        }
        return new Vector(start, (int) length);
    }

    /** @param remaining bytes from its place on */
    private record Vector(int at, int remaining) {}
}
