package io.streamgauge.sse;

import java.nio.charset.StandardCharsets;

/** From the inside of a JSON string to plain UTF-8. For after the stream: not fast, not allocation-free where it says so. */
public final class JsonText {
    /** Of the escape of one code unit: a backslash, a letter and four digits. */
    private static final int UNIT_BYTES = 6;

    private static final int REPLACEMENT = 0xFFFD;

    private JsonText() {}

    /**
     * Writes the text that the well-formed string content {@code from..to} of {@code source} stands for to {@code target}
     * at {@code at}, and returns the end of what it wrote. The text is never longer than its escaped form, so source and
     * target may be the same array where {@code at <= from}. A surrogate without its other half becomes U+FFFD; bytes
     * that are no UTF-8 stay as they are.
     */
    public static int unescape(byte[] source, int from, int to, byte[] target, int at) {
        int read = from;
        int write = at;
        while (read < to) {
            byte b = source[read];
            if (b != '\\') {
                target[write++] = b;
                read++;
                continue;
            }
            byte letter = source[read + 1];
            if (letter != 'u') {
                target[write++] = JsonString.escaped(letter);
                read += 2;
                continue;
            }
            int codePoint = codePoint(source, read, to);
            read += codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT ? 12 : 6;
            write = put(target, write, codePoint);
        }
        return write;
    }

    /**
     * Where {@code from..to} of a string's content must be cut so as to end with a whole character as far as escapes go:
     * before the escape of a high surrogate that stands at its end, else at {@code to}.
     */
    public static int wholeUntil(byte[] source, int from, int to) {
        int at = to - UNIT_BYTES;
        if (at < from || source[at] != '\\' || source[at + 1] != 'u') {
            return to;
        }
        int backslashes = 1;
        while (at - backslashes >= from && source[at - backslashes] == '\\') {
            backslashes++;
        }
        int unit = JsonString.codeUnit(source, at + 2, to);
        return backslashes % 2 == 1 && unit >= 0 && Character.isHighSurrogate((char) unit) ? at : to;
    }

    /** The content {@code from..to} of a well-formed JSON string, as a string. */
    public static String string(byte[] source, int from, int to) {
        var bytes = new byte[to - from];
        int length = unescape(source, from, to, bytes, 0);
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The code point of the escape at {@code at}: of one unit, or of two that belong together. */
    static int codePoint(byte[] json, int at, int to) {
        int unit = JsonString.codeUnit(json, at + 2, to);
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isHighSurrogate((char) unit) && at + 12 <= to && json[at + 6] == '\\' && json[at + 7] == 'u') {
            int second = JsonString.codeUnit(json, at + 8, to);
            if (second >= 0 && Character.isLowSurrogate((char) second)) {
                return Character.toCodePoint((char) unit, (char) second);
            }
        }
        return REPLACEMENT;
    }

    private static int put(byte[] target, int at, int codePoint) {
        int write = at;
        if (codePoint < 0x80) {
            target[write++] = (byte) codePoint;
            return write;
        }
        int shift = codePoint < 0x800 ? 6 : codePoint < 0x10000 ? 12 : 18;
        int lead = shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0;
        target[write++] = (byte) (lead | codePoint >> shift);
        for (shift -= 6; shift >= 0; shift -= 6) {
            target[write++] = (byte) (0x80 | ((codePoint >> shift) & 0x3F));
        }
        return write;
    }
}
