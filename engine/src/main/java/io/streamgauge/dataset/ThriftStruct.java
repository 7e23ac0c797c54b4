package io.streamgauge.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A structure of Thrift's compact protocol, in which Parquet files describe themselves: its fields by their numbers, whatever they mean. */
record ThriftStruct(Map<Integer, Object> fields) {
    private static final int DEEPEST = 32;
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;

    static ThriftStruct read(InputStream input) throws IOException {
        return read(input, 0);
    }

    private static ThriftStruct read(InputStream input, int depth) throws IOException {
        var fields = new HashMap<Integer, Object>();
        int field = 0;
        for (int head = next(input); (head & 0xf) != STOP; head = next(input)) {
            field = head >>> 4 == 0 ? (int) integer(input) : field + (head >>> 4);
            int type = head & 0xf;
            fields.put(field, type <= FALSE ? type == TRUE : value(input, type, depth));
        }
        return new ThriftStruct(fields);
    }

    private static Object value(InputStream input, int type, int depth) throws IOException {
        if (depth == DEEPEST) {
            throw new IOException("it describes itself in structures too deep");
        }
        return switch (type) {
            case TRUE, FALSE -> next(input) == TRUE;
            case 3 -> (long) (byte) next(input);
            case 4, 5, 6 -> integer(input);
            case 7 -> bytes(input, Double.BYTES);
            case 8 -> bytes(input, number(input));
            case 9, 10 -> {
                int head = next(input);
                long size = head >>> 4 == 0xf ? number(input) : head >>> 4;
                var list = new ArrayList<Object>();
                for (long i = 0; i < size; i++) {
                    list.add(value(input, head & 0xf, depth + 1));
                }
                yield list;
            }
            case 12 -> read(input, depth + 1);
            default -> throw new IOException("it describes itself by a field of type " + type);
        };
    }

    private static byte[] bytes(InputStream input, long length) throws IOException {
        byte[] bytes = input.readNBytes(Math.clamp(length, 0, Integer.MAX_VALUE));
        if (bytes.length != length) {
            throw new EOFException("it ends where it describes itself");
        }
        return bytes;
    }

    /** A number whose sign is its last bit. */
    private static long integer(InputStream input) throws IOException {
        long number = number(input);
        return number >>> 1 ^ -(number & 1);
    }

    private static long number(InputStream input) throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next(input);
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new IOException("it describes itself by a number without end");
    }

    private static int next(InputStream input) throws IOException {
        int next = input.read();
        if (next < 0) {
            throw new EOFException("it ends where it describes itself");
        }
        return next;
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    long integer(int field, long absent) throws IOException {
        return has(field) ? of(field, Long.class) : absent;
    }

    /** @throws IOException where it is not there, or not that small */
    int integer(int field) throws IOException {
        long number = of(field, Long.class);
        if (number != (int) number) {
            throw new IOException("it says " + number + " of itself, where no such number can be");
        }
        return (int) number;
    }

    boolean flag(int field, boolean absent) throws IOException {
        return has(field) ? of(field, Boolean.class) : absent;
    }

    byte[] bytes(int field) throws IOException {
        return of(field, byte[].class);
    }

    ThriftStruct struct(int field) throws IOException {
        return of(field, ThriftStruct.class);
    }

    List<ThriftStruct> structs(int field) throws IOException {
        var structs = new ArrayList<ThriftStruct>();
        for (Object element : of(field, List.class)) {
            structs.add(as(field, element, ThriftStruct.class));
        }
        return structs;
    }

    private <T> T of(int field, Class<T> type) throws IOException {
        return as(field, fields.get(field), type);
    }

    private static <T> T as(int field, @Nullable Object value, Class<T> type) throws IOException {
        if (!type.isInstance(value)) {
            throw new IOException("it does not say field " + field + " of what it says of itself");
        }
        return type.cast(value);
    }
}
