package io.streamgauge.dataset;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/**
 * What becomes of a table's values in JSON, whatever file they come from: moments are milliseconds, as {@code timestamp} is everywhere, whole
 * numbers have no point, and bytes that are no text are Base64.
 */
final class TableValue {
    private static final long MILLIS_PER_SECOND = 1_000;

    private TableValue() {}

    static Object unsigned(long number) {
        return number < 0 ? new BigInteger(Long.toUnsignedString(number)) : (Object) number;
    }

    static Object day(long sinceEpoch) {
        return LocalDate.ofEpochDay(sinceEpoch).toString();
    }

    /** @param places decimal places below the second: 0, 3, 6 or 9 */
    static Object timeOfDay(long number, int places) {
        long nanos = number * BigInteger.TEN.pow(9 - places).longValueExact();
        return LocalTime.ofNanoOfDay(nanos).toString();
    }

    /** In milliseconds, with a point only where it needs one. */
    static Object milliseconds(long number, int places) {
        if (places == 0) {
            return Math.multiplyExact(number, MILLIS_PER_SECOND);
        }
        var millis = BigDecimal.valueOf(number, places - 3).stripTrailingZeros();
        return millis.scale() <= 0 ? (Object) millis.longValueExact() : millis;
    }

    /** @param bytes the greatest first */
    static Object decimal(byte[] bytes, int places) {
        return new BigDecimal(new BigInteger(bytes), places);
    }

    static Object uuid(byte[] bytes) {
        var big = ByteBuffer.wrap(bytes);
        return new UUID(big.getLong(), big.getLong()).toString();
    }

    /** Text, or the bytes as they are where they are none. */
    static Object text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case String text -> json.writeString(text);
            case Long number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Float number -> number(number, number.toString(), json);
            case Double number -> number(number, number.toString(), json);
            case Boolean truth -> json.writeBoolean(truth);
            case byte[] bytes -> json.writeBinary(bytes);
            default -> throw new IllegalArgumentException("a value of " + value.getClass());
        }
    }

    /** Readers of tables make numbers with a point of a column of whole ones some of which are not there. */
    private static void number(double number, String text, JsonGenerator json) {
        if (number == Math.rint(number) && Math.abs(number) <= 1L << 53) {
            json.writeNumber((long) number);
        } else if (Double.isFinite(number)) {
            json.writeNumber(text);
        } else {
            json.writeNull();
        }
    }
}
