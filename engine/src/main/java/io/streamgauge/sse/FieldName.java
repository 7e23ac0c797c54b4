package io.streamgauge.sse;

/** Looks a JSON field name up among known ones; escapes in it count as what they stand for. */
final class FieldName {
    private FieldName() {}

    /** The index of the name that the well-formed string content {@code from..to} spells, or -1. */
    static int index(byte[][] names, byte[] json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (isSame(names[i], json, from, to)) {
                return i;
            }
        }
        return hasEscape(json, from, to, names.length) ? indexOfEscaped(names, json, from, to) : -1;
    }

    private static boolean isSame(byte[] name, byte[] json, int from, int to) {
        int length = name.length;
        if (to - from != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEscape(byte[] json, int from, int to, int names) {
        for (int at = from; at < to && names > 0; at++) {
            if (json[at] == '\\') {
                return true;
            }
        }
        return false;
    }

    private static int indexOfEscaped(byte[][] names, byte[] json, int from, int to) {
        for (int i = 0; i < names.length; i++) {
            if (isSameUnescaped(names[i], json, from, to)) {
                return i;
            }
        }
        return -1;
    }

    /** Known names are ASCII, so an escape for anything above is a difference. */
    private static boolean isSameUnescaped(byte[] name, byte[] json, int from, int to) {
        int at = from;
        for (byte expected : name) {
            if (at >= to) {
                return false;
            }
            int b = json[at++];
            if (b == '\\') {
                byte letter = json[at++];
                if (letter == 'u') {
                    b = JsonString.codeUnit(json, at, to);
                    at += 4;
                } else {
                    b = JsonString.escaped(letter);
                }
            }
            if (b != expected) {
                return false;
            }
        }
        return at == to;
    }
}
