package io.streamgauge.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The inside of a JSON string: where it ends, by the grammar of RFC 8259 section 7. Looks at eight bytes a step. */
final class JsonString {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private JsonString() {}

    /** Eight bytes at {@code at}, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /**
     * The position of the closing quote of a string whose first character is at {@code from}, or -1 where the bytes up to
     * {@code to} hold no well-formed one.
     */
    static int end(byte[] json, int from, int to) {
        int at = from;
        while (true) {
            at = plainEnd(json, at, to);
            if (at >= to) {
                return -1;
            }
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            if (b != '\\') {
                return -1;
            }
            at = escapeEnd(json, at, to);
            if (at < 0) {
                return -1;
            }
        }
    }

    /** The first position that is a quote, a backslash or a control character, or {@code to}. */
    private static int plainEnd(byte[] json, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = word(json, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            // A borrow can only set bits above a true hit, so the lowest bit set is always a true one.
            long hits = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash) | ((word - SPACES) & ~word))
                    & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        for (; at < to; at++) {
            byte b = json[at];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                return at;
            }
        }
        return to;
    }

    /** The position after the escape at {@code at}, or -1 where it is none. */
    private static int escapeEnd(byte[] json, int at, int to) {
        if (at + 2 > to) {
            return -1;
        }
        return switch (json[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> codeUnit(json, at + 2, to) < 0 ? -1 : at + 6;
            default -> -1;
        };
    }

    /** The number that four hexadecimal digits say, or -1 where there are not four. */
    static int codeUnit(byte[] json, int at, int to) {
        if (at + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = hexDigit(json[at + i]);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The character that the escape letter after a backslash stands for; not for {@code u}. */
    static byte escaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }
}
