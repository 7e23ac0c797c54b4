package io.streamgauge.record;

/** Where characters begin and end in bytes that may be no UTF-8; table 3-7 of the Unicode standard. */
public final class Utf8 {
    private static final int MOST_BYTES = 4;

    private Utf8() {}

    /**
     * Bytes of the character at {@code at}; below 0 where there is none: then minus the bytes that one U+FFFD stands for.
     *
     * @param at a byte that is not ASCII
     */
    static int length(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = declared(lead);
        if (length == 1) {
            return -1;
        }
        int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? bytes[at + i] & 0xff : 0;
            if (next < lowest || next > highest) {
                return -i;
            }
            lowest = 0x80;
            highest = 0xbf;
        }
        return length;
    }

    /** Where {@code from..to} must end so as to hold whole characters only: before one whose rest is to come, else at {@code to}. */
    public static int wholeUntil(byte[] bytes, int from, int to) {
        for (int at = to - 1; at >= Math.max(from, to - MOST_BYTES + 1); at--) {
            int b = bytes[at] & 0xff;
            if ((b & 0xc0) != 0x80) {
                return at + declared(b) > to ? at : to;
            }
        }
        return to;
    }

    private static int declared(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 1;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : MOST_BYTES;
    }
}
