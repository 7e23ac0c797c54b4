package io.streamgauge.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Encodes JSON into one growing byte array, which is reused: numbers without a detour over {@code String}, strings
 * escaped as RFC 8259 asks. As a {@link LongConsumer} it writes the numbers of an array, a comma before all but the
 * first. One thread; allocates only to grow.
 */
public final class JsonBytes implements LongConsumer {
    private static final int MAX_LONG_CHARS = 20;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
    static final byte[] NULL = ascii("null");
    private static final byte[] MIN_LONG = ascii("-9223372036854775808");
    private static final byte[] DIGIT_PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            DIGIT_PAIRS[2 * i] = (byte) ('0' + i / 10);
            DIGIT_PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

    private byte[] bytes;
    private int length;

    public JsonBytes(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** The buffer itself; its first {@link #length} bytes are what was encoded. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Drops the first {@code count} bytes, which have been written out. */
    public void discard(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    /** The bytes of a text of ASCII only. */
    public static byte[] ascii(String text) {
        var ascii = new byte[text.length()];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) text.charAt(i);
        }
        return ascii;
    }

    /** Adds bytes as they are. */
    public void raw(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    /** Adds an ASCII character as it is. */
    public void raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    @Override
    public void accept(long value) {
        if (bytes[length - 1] != '[') {
            raw(',');
        }
        number(value);
    }

    /** Adds a decimal number. */
    public void number(long value) {
        if (value == Long.MIN_VALUE) {
            raw(MIN_LONG);
            return;
        }
        reserve(MAX_LONG_CHARS);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        int at = end;
        while (rest >= 100) {
            long hundreds = rest / 100;
            int pair = 2 * (int) (rest - hundreds * 100);
            bytes[--at] = DIGIT_PAIRS[pair + 1];
            bytes[--at] = DIGIT_PAIRS[pair];
            rest = hundreds;
        }
        bytes[--at] = DIGIT_PAIRS[2 * (int) rest + 1];
        if (rest >= 10) {
            bytes[--at] = DIGIT_PAIRS[2 * (int) rest];
        }
        length = end;
    }

    private static int digits(long value) {
        int digits = 1;
        long bound = 10;
        while (digits < 19 && value >= bound) {
            digits++;
            bound *= 10;
        }
        return digits;
    }

    /** Adds a string in quotes, or {@code null}. */
    public void string(@Nullable String text) {
        if (text == null) {
            raw(NULL);
            return;
        }
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                supplementary(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                character(c);
            }
        }
        raw('"');
    }

    /**
     * Adds the inside of a JSON string from UTF-8 bytes: quotes, backslashes and control bytes escaped, U+FFFD for what is
     * no UTF-8, all else as it is.
     */
    public void escaped(byte[] utf8, int fromByte, int toByte) {
        int at = fromByte;
        while (at < toByte) {
            int end = plainEnd(utf8, at, toByte);
            plain(utf8, at, end - at);
            at = end;
            if (at < toByte) {
                byte b = utf8[at];
                if (b < 0) {
                    at = longCharacters(utf8, at, toByte);
                } else {
                    reserve(6);
                    escapedByte(b);
                    at++;
                }
            }
        }
    }

    /** Adds the characters of more than one byte that begin at {@code from}, up to the next plain one; returns its position. */
    private int longCharacters(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && utf8[at] < 0) {
            int good = Utf8.length(utf8, at, to);
            if (good > 0) {
                plain(utf8, at, good);
                at += good;
            } else {
                raw(REPLACEMENT);
                at -= good;
            }
        }
        return at;
    }

    /** The first position of a byte that is to be escaped or begins a longer character, or {@code to}; eight bytes a step. */
    private static int plainEnd(byte[] utf8, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = (long) WORD.get(utf8, at);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // A borrow can only set bits above a true hit, so the lowest bit set is always a true one.
            long hits = (((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((word - ' ' * ONES) & ~word)
                            | word)
                    & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        while (at < to && isPlain(utf8[at])) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(byte b) {
        return b != '"' && b != '\\' && b >= ' ';
    }

    private void plain(byte[] utf8, int from, int count) {
        reserve(count);
        if (count <= Long.BYTES) {
            for (int i = 0; i < count; i++) {
                bytes[length + i] = utf8[from + i];
            }
        } else {
            System.arraycopy(utf8, from, bytes, length, count);
        }
        length += count;
    }

    private void escapedByte(byte b) {
        if (b == '"' || b == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = b;
        } else {
            escape((char) b);
        }
    }

    private void character(char c) {
        reserve(6);
        if (c == '"' || c == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = (byte) c;
        } else if (c < ' ' || Character.isSurrogate(c)) {
            escape(c);
        } else if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            bytes[length++] = (byte) (0xe0 | (c >> 12));
            bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3f));
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    private void supplementary(int codePoint) {
        reserve(4);
        bytes[length++] = (byte) (0xf0 | (codePoint >> 18));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
        bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(c >> shift) & 0xf];
        }
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }
}
