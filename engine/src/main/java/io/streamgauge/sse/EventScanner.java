package io.streamgauge.sse;

/**
 * Cuts a byte stream into server-sent events by the rules of the WHATWG HTML standard, section 9.2.6: lines end in LF, CRLF
 * or CR, comments and unknown fields are skipped, several data lines are joined by LF, a byte order mark may lead. One
 * stream at a time, one thread; allocates nothing but what the carry needs to grow.
 *
 * <p>The bytes may be cut anywhere. An event with one data line that lies within the bytes given is handed out where it
 * is; any other is put together in the carry, and {@link #data} says which. Lines and events over the limit fail the
 * stream whichever way they are cut.
 *
 * <p>It also cuts lines of JSON, of which each is an event.
 *
 * <p>One deviation: {@link #finish} hands out an event whose blank line is missing, since a cleanly framed end of the
 * body ends it as well.
 */
public final class EventScanner {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] ERROR = {'e', 'r', 'r', 'o', 'r'};

    private final int maxEventBytes;
    /** The data lines so far, {@link #dataLength} bytes, and behind them the beginning of a line that has not ended. */
    private final Slab carry;

    private int dataLength;
    private int dataLines;
    private boolean errorType;
    private boolean jsonLines;
    private boolean firstLine;
    private boolean skipLineFeed;

    private boolean dataInPlace;
    private int placeFrom;
    private int placeTo;

    private boolean dispatched;
    private boolean dispatchedErrorType;
    private boolean dispatchedInPlace;
    private byte[] data = Slab.NOTHING;
    private int dataFrom;
    private int dataTo;
    private boolean failed;

    /** @param maxEventBytes most bytes of one line, and of the data of one event */
    public EventScanner(SlabPool pool, int maxEventBytes) {
        this.maxEventBytes = maxEventBytes;
        this.carry = new Slab(pool);
        reset();
    }

    /** Whether each line is an event by itself, and not a field of one; blank lines are nothing then. */
    void jsonLines(boolean eachLine) {
        jsonLines = eachLine;
    }

    /** Ready for a new stream; gives its memory back. */
    public void reset() {
        carry.release();
        firstLine = true;
        skipLineFeed = false;
        failed = false;
        dispatched = false;
        forgetEvent();
    }

    private void forgetEvent() {
        dataLength = 0;
        dataLines = 0;
        dataInPlace = false;
        errorType = false;
    }

    /**
     * Takes bytes from {@code from} on, up to {@code to} or the end of the next event, and returns the position after
     * what it took. Then {@link #hasEvent} says whether an event ended there, {@link #failed} whether the stream is past
     * reading.
     */
    public int scan(byte[] bytes, int from, int to) {
        drop();
        int at = from;
        if (skipLineFeed && at < to) {
            skipLineFeed = false;
            at += bytes[at] == '\n' ? 1 : 0;
        }
        while (at < to && !dispatched && !failed) {
            int lineEnd = lineEnd(bytes, at, to);
            if (lineEnd == to) {
                keep(bytes, at, to);
                return to;
            }
            line(bytes, at, lineEnd);
            at = lineEnd + 1;
            if (bytes[lineEnd] == '\r') {
                if (at == to) {
                    skipLineFeed = true;
                } else {
                    at += bytes[at] == '\n' ? 1 : 0;
                }
            }
        }
        if (dataInPlace && !dispatched) {
            carryPlace(bytes);
        }
        return at;
    }

    /** Ends the stream: {@link #hasEvent} then says whether an event was still open; it is handed out like any other. */
    public void finish() {
        drop();
        if (failed) {
            return;
        }
        if (carry.length() > dataLength) {
            line(Slab.NOTHING, 0, 0);
        }
        if (!failed) {
            dispatch(Slab.NOTHING);
        }
    }

    /** Whether the last {@link #scan} ended with a whole event. Its data may be empty. */
    public boolean hasEvent() {
        return dispatched;
    }

    /** Where the data of the event is; valid until the next call. */
    public byte[] data() {
        return data;
    }

    public int dataFrom() {
        return dataFrom;
    }

    public int dataTo() {
        return dataTo;
    }

    /** Whether the event's type is {@code error}. */
    public boolean isErrorType() {
        return dispatchedErrorType;
    }

    /** Whether the data of the event lies in the bytes given to {@link #scan}, not in the carry. */
    boolean isInPlace() {
        return dispatchedInPlace;
    }

    /** Whether a line or an event was over the limit. */
    public boolean failed() {
        return failed;
    }

    /** Whether the stream stands between two events, with nothing pending: a position that {@link EventTemplate} may skip from. */
    boolean isBetweenEvents() {
        return dataLines == 0 && !errorType && !skipLineFeed && !firstLine && !failed && isCarryDone();
    }

    /** The last event is not wanted any more. */
    private void drop() {
        if (dispatched) {
            dispatched = false;
            carry.release();
        }
    }

    private boolean isCarryDone() {
        return dispatched || carry.length() == 0;
    }

    /** The first LF or CR in {@code from..to}, or {@code to}. */
    private static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = JsonString.word(bytes, at);
            long lf = word ^ '\n' * ONES;
            long cr = word ^ '\r' * ONES;
            long hits = (((lf - ONES) & ~lf) | ((cr - ONES) & ~cr)) & HIGH_BITS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
        }
        for (; at < to; at++) {
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                return at;
            }
        }
        return to;
    }

    /** Keeps the beginning of a line for the next bytes. */
    private void keep(byte[] bytes, int from, int to) {
        if (dataInPlace) {
            carryPlace(bytes);
        }
        if (carry.length() - dataLength + (to - from) > maxEventBytes) {
            failed = true;
            return;
        }
        carry.append(bytes, from, to);
    }

    private void carryPlace(byte[] bytes) {
        carry.append(bytes, placeFrom, placeTo);
        dataLength = carry.length();
        dataInPlace = false;
    }

    /**
     * Takes a whole line: the carried beginning, if any, and {@code from..to}. While the data is in place the carry is
     * empty, so that the line then lies in the same bytes as the data.
     */
    private void line(byte[] bytes, int from, int to) {
        if (carry.length() - dataLength + (to - from) > maxEventBytes) {
            failed = true;
            return;
        }
        if (carry.length() > dataLength) {
            carry.append(bytes, from, to);
            field(carry.bytes(), dataLength, carry.length(), true);
            carry.setLength(dataLength);
        } else {
            field(bytes, from, to, false);
        }
    }

    private void field(byte[] line, int lineFrom, int to, boolean carried) {
        int from = lineFrom;
        if (firstLine) {
            firstLine = false;
            from += startsWith(line, from, to, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF) ? 3 : 0;
        }
        if (jsonLines) {
            if (from < to) {
                dataLine(line, from, to, carried);
                dispatch(line);
            }
            return;
        }
        if (from == to) {
            dispatch(line);
            return;
        }
        int colon = from;
        while (colon < to && line[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, to);
        value += value < to && line[value] == ' ' ? 1 : 0;
        if (isName(line, from, colon, DATA)) {
            dataLine(line, value, to, carried);
        } else if (isName(line, from, colon, EVENT)) {
            errorType = isName(line, value, to, ERROR);
        }
    }

    private static boolean isName(byte[] line, int from, int to, byte[] name) {
        if (to - from != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (line[from + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] line, int from, int to, byte first, byte second, byte third) {
        return to - from >= 3 && line[from] == first && line[from + 1] == second && line[from + 2] == third;
    }

    private void dataLine(byte[] line, int from, int to, boolean carried) {
        int before = dataInPlace ? placeTo - placeFrom : dataLength;
        if (before + (to - from) + (dataLines > 0 ? 1 : 0) > maxEventBytes) {
            failed = true;
            return;
        }
        if (dataLines++ == 0 && !carried) {
            dataInPlace = true;
            placeFrom = from;
            placeTo = to;
            return;
        }
        if (dataInPlace) {
            carryPlace(line);
        }
        join(line, from, to, carried);
    }

    /** Adds a further line, which may lie in the carry just behind the data, to the data in the carry. */
    private void join(byte[] line, int from, int to, boolean carried) {
        if (carried) {
            // "data:" is longer than the line feed put in its place, so the move goes down and overwrites nothing.
            int at = dataLength;
            if (dataLines > 1) {
                line[at++] = (byte) '\n';
            }
            System.arraycopy(line, from, line, at, to - from);
            dataLength = at + (to - from);
            return;
        }
        if (dataLines > 1) {
            carry.append((byte) '\n');
        }
        carry.append(line, from, to);
        dataLength = carry.length();
    }

    private void dispatch(byte[] line) {
        if (dataLines > 0) {
            dispatched = true;
            dispatchedErrorType = errorType;
            dispatchedInPlace = dataInPlace;
            data = dataInPlace ? line : carry.bytes();
            dataFrom = dataInPlace ? placeFrom : 0;
            dataTo = dataInPlace ? placeTo : dataLength;
        }
        forgetEvent();
    }
}
