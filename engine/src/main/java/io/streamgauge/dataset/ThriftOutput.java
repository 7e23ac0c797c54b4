package io.streamgauge.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A structure of Thrift's compact protocol that is written, field by field in the order of their numbers: what {@link ThriftStruct} reads. */
final class ThriftOutput {
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int BYTES = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int last;

    private void field(int field, int type) {
        if (field <= last || field - last > 15) {
            throw new IllegalArgumentException("field " + field + " after field " + last);
        }
        bytes.write(((field - last) << 4) | type);
        last = field;
    }

    ThriftOutput number(int field, int value) {
        field(field, INT);
        integer(value);
        return this;
    }

    ThriftOutput number(int field, long value) {
        field(field, LONG);
        integer(value);
        return this;
    }

    ThriftOutput text(int field, String value) {
        field(field, BYTES);
        put(value);
        return this;
    }

    ThriftOutput struct(int field, ThriftOutput value) {
        field(field, STRUCT);
        bytes.writeBytes(value.bytes());
        return this;
    }

    ThriftOutput structs(int field, List<ThriftOutput> values) {
        list(field, STRUCT, values.size());
        values.forEach(value -> bytes.writeBytes(value.bytes()));
        return this;
    }

    ThriftOutput numbers(int field, int... values) {
        list(field, INT, values.length);
        for (int value : values) {
            integer(value);
        }
        return this;
    }

    ThriftOutput texts(int field, List<String> values) {
        list(field, BYTES, values.size());
        values.forEach(this::put);
        return this;
    }

    private void list(int field, int type, int size) {
        field(field, LIST);
        bytes.write((Math.min(size, LONG_LIST) << 4) | type);
        if (size >= LONG_LIST) {
            number(size, bytes);
        }
    }

    private void put(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        number(text.length, bytes);
        bytes.writeBytes(text);
    }

    private void integer(long value) {
        number((value << 1) ^ (value >> 63), bytes);
    }

    /** Seven bits a byte, the lowest first. */
    static void number(long value, ByteArrayOutputStream to) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            to.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        to.write((int) left);
    }

    /** With the end of the structure. */
    byte[] bytes() {
        byte[] fields = bytes.toByteArray();
        return Arrays.copyOf(fields, fields.length + 1);
    }
}
