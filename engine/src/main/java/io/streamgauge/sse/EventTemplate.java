package io.streamgauge.sse;

import java.util.Arrays;

/**
 * The last ordinary event of a stream, kept to recognise the next one by comparing bytes instead of parsing them.
 *
 * <p>An event is ordinary when it has one data line, one non-empty text and nothing else worth telling. If another event
 * has the same bytes up to that text, a well-formed string in its place, and the same bytes from the closing quote to the
 * end of the blank line, a parser would go through the same states and find the same fields: the comparison is exact.
 * The framing is part of the bytes compared, so the line ends need no search either. Allocates nothing once its block is
 * large enough.
 */
final class EventTemplate {
    private final Slab bytes;
    private final int maxEventBytes;
    private int prefixLength;
    private int suffixFrom;
    private int suffixLength;
    private int suffixLineLength;
    private TextKind kind = TextKind.ANSWER;
    private int textFrom;
    private int textTo;

    EventTemplate(SlabPool pool, int maxEventBytes) {
        this.bytes = new Slab(pool);
        this.maxEventBytes = maxEventBytes;
    }

    void forget() {
        bytes.release();
        prefixLength = 0;
    }

    /**
     * Takes the event {@code from..to}, whose data line ends at {@code lineTo} and whose text is {@code textFrom..textTo}.
     * An event that does not end in LF is not kept: after CR the next byte may still belong to the blank line.
     */
    void learn(byte[] event, int from, int lineTo, int to, int textStart, int textEnd, TextKind textKind) {
        if (event[to - 1] != '\n') {
            return;
        }
        bytes.clear();
        bytes.append(event, from, to);
        prefixLength = textStart - from;
        suffixFrom = textEnd - from;
        suffixLength = to - textEnd;
        suffixLineLength = lineTo - textEnd;
        kind = textKind;
    }

    /** The end of the event at {@code from} if it is like the one learned, else -1. */
    int match(byte[] event, int from, int to) {
        if (prefixLength == 0 || to - from < prefixLength + suffixLength) {
            return -1;
        }
        byte[] learned = bytes.bytes();
        if (!isSame(learned, 0, event, from, prefixLength)) {
            return -1;
        }
        int close = JsonString.end(event, from + prefixLength, to);
        if (close < 0 || to - close < suffixLength || !isSame(learned, suffixFrom, event, close, suffixLength)) {
            return -1;
        }
        if (close - from + suffixLineLength > maxEventBytes) {
            return -1;
        }
        textFrom = from + prefixLength;
        textTo = close;
        return close + suffixLength;
    }

    int textFrom() {
        return textFrom;
    }

    int textTo() {
        return textTo;
    }

    TextKind kind() {
        return kind;
    }

    private static boolean isSame(byte[] left, int leftFrom, byte[] right, int rightFrom, int length) {
        return Arrays.mismatch(left, leftFrom, leftFrom + length, right, rightFrom, rightFrom + length) < 0;
    }
}
