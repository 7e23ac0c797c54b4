package io.streamgauge.dataset;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * How a column's values lie in a page, and what they mean.
 *
 * @param width bytes of a value, where all have as many
 * @param places decimal places of a decimal or, of a moment or time, below the second
 */
record ParquetType(Physical physical, int width, Meaning meaning, int places) {
    private static final long JULIAN_EPOCH_DAY = 2_440_588;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /** In the order of their numbers. */
    enum Physical {
        BOOLEAN,
        INT32,
        INT64,
        INT96,
        FLOAT,
        DOUBLE,
        BYTES,
        FIXED
    }

    enum Meaning {
        ITSELF,
        UNSIGNED,
        DECIMAL,
        DATE,
        TIME,
        MOMENT,
        UUID,
        HALF
    }

    /** @param element of the schema */
    static ParquetType of(ThriftStruct element) throws IOException {
        int number = element.integer(1);
        if (number < 0 || number >= Physical.values().length) {
            throw new IOException("it has a column of type " + number);
        }
        var physical = Physical.values()[number];
        int width = (int) element.integer(2, 0);
        var logical = element.has(10) ? element.struct(10) : new ThriftStruct(Map.of());
        int converted = (int) element.integer(6, -1);
        if (logical.has(5) || converted == 5) {
            return new ParquetType(physical, width, Meaning.DECIMAL, (int) element.integer(7, 0));
        }
        if (logical.has(6) || converted == 6) {
            return new ParquetType(physical, width, Meaning.DATE, 0);
        }
        if (logical.has(7) || converted == 7 || converted == 8) {
            return new ParquetType(
                    physical, width, Meaning.TIME, logical.has(7) ? places(logical.struct(7)) : converted == 7 ? 3 : 6);
        }
        if (logical.has(8) || converted == 9 || converted == 10) {
            return new ParquetType(
                    physical,
                    width,
                    Meaning.MOMENT,
                    logical.has(8) ? places(logical.struct(8)) : converted == 9 ? 3 : 6);
        }
        if (logical.has(10) ? !logical.struct(10).flag(2, true) : converted >= 11 && converted <= 14) {
            return new ParquetType(physical, width, Meaning.UNSIGNED, 0);
        }
        if (logical.has(14) && width == 16) {
            return new ParquetType(physical, width, Meaning.UUID, 0);
        }
        return new ParquetType(physical, width, logical.has(15) && width == 2 ? Meaning.HALF : Meaning.ITSELF, 0);
    }

    private static int places(ThriftStruct time) throws IOException {
        var unit = time.struct(2);
        return unit.has(1) ? 3 : unit.has(2) ? 6 : 9;
    }

    /** The next value of a page, in the form in which {@link TableValue#write} writes it. */
    Object read(ByteBuffer page) throws IOException {
        return switch (physical) {
            case BOOLEAN -> throw new IOException("it has a dictionary of two values");
            case INT32 -> whole(meaning == Meaning.UNSIGNED ? Integer.toUnsignedLong(page.getInt()) : page.getInt());
            case INT64 -> whole(page.getLong());
            case INT96 ->
                TableValue.milliseconds(page.getLong() + (page.getInt() - JULIAN_EPOCH_DAY) * NANOS_PER_DAY, 9);
            case FLOAT -> page.getFloat();
            case DOUBLE -> page.getDouble();
            case BYTES -> bytes(slice(page, page.getInt()));
            case FIXED -> bytes(slice(page, width));
        };
    }

    private static byte[] slice(ByteBuffer page, int length) throws IOException {
        if (length < 0 || length > page.remaining()) {
            throw new IOException("a value ends behind its page");
        }
        byte[] bytes = new byte[length];
        page.get(bytes);
        return bytes;
    }

    private Object whole(long number) {
        return switch (meaning) {
            case UNSIGNED -> TableValue.unsigned(number);
            case DECIMAL -> BigDecimal.valueOf(number, places);
            case DATE -> TableValue.day(number);
            case TIME -> TableValue.timeOfDay(number, places);
            case MOMENT -> TableValue.milliseconds(number, places);
            case ITSELF, UUID, HALF -> number;
        };
    }

    private Object bytes(byte[] bytes) {
        return switch (meaning) {
            case DECIMAL -> TableValue.decimal(bytes, places);
            case UUID -> TableValue.uuid(bytes);
            case HALF ->
                Float.float16ToFloat(
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort());
            case ITSELF, UNSIGNED, DATE, TIME, MOMENT -> TableValue.text(bytes);
        };
    }
}
