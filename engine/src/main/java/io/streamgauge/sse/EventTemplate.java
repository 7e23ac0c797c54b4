package io.streamgauge.sse;

import java.util.Arrays;

/**
 * The last ordinary event of a stream, kept to recognise the next one by comparing bytes instead of parsing them.
 *
 * <p>An event is ordinary when it has one data line, one non-empty text and nothing else worth telling. If another event
 * has the same bytes up to that text, a well-formed string in its place, and the same bytes from the closing quote to the
 * end of the blank line, a parser would go through the same states and find the same fields: the comparison is exact.
 * The framing is part of the bytes compared, so the line ends need no search either. Allocates nothing once its array is
 * large enough.
 */
final class EventTemplate {
    /** More than this is not kept for the next answer. */
    private static final int MAX_KEPT_BYTES = 1024;

    private final int maxEventBytes;

    /** What stands before the text, and right behind it what stands after it. */
    private byte[] learned = Slab.NOTHING;

    private int prefixLength;
    private int suffixLength;
    private int suffixLineLength;
    private TextKind kind = TextKind.ANSWER;
    private int textFrom;
    private int textTo;

    EventTemplate(int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
    }

    void forget() {
        prefixLength = 0;
        if (learned.length > MAX_KEPT_BYTES) {
            learned = Slab.NOTHING;
        }
    }

    /**
     * Takes the event {@code from..to}, whose data line ends at {@code lineTo} and whose text is {@code textStart..textEnd}.
     * An event that does not end in LF is not kept: after CR the next byte may still belong to the blank line.
     */
    void learn(byte[] event, int from, int lineTo, int to, int textStart, int textEnd, TextKind textKind) {
        if (event[to - 1] != '\n') {
            return;
        }
        prefixLength = textStart - from;
        suffixLength = to - textEnd;
        suffixLineLength = lineTo - textEnd;
        kind = textKind;
        int needed = prefixLength + suffixLength;
        if (learned.length < needed) {
            // A part more, so that events which grow are not given an array each.
            learned = new byte[needed + needed / 8];
        }
        System.arraycopy(event, from, learned, 0, prefixLength);
        System.arraycopy(event, textEnd, learned, prefixLength, suffixLength);
    }

    /** The end of the event at {@code from} if it is like the one learned, else -1. */
    int match(byte[] event, int from, int to) {
        if (prefixLength == 0 || to - from < prefixLength + suffixLength || !isSame(0, event, from, prefixLength)) {
            return -1;
        }
        int close = JsonString.end(event, from + prefixLength, to);
        if (close < 0 || to - close < suffixLength || !isSame(prefixLength, event, close, suffixLength)) {
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

    private boolean isSame(int learnedFrom, byte[] event, int from, int length) {
        return Arrays.equals(learned, learnedFrom, learnedFrom + length, event, from, from + length);
    }
}
