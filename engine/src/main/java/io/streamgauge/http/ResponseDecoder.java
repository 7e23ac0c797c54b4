package io.streamgauge.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads one HTTP/1.1 response after another from bytes that may be cut anywhere: RFC 9112, responses to POST only. Pulled
 * by its owner: each {@link #decode} takes bytes up to the next thing worth telling. Body bytes are told where they are;
 * nothing is copied but the lines of the head. Allocates nothing per body byte or chunk.
 *
 * <p>Where RFC 9112 leaves room, the strict reading is taken, since a benchmark that guesses at framing measures guesses:
 * both kinds of length at once, folded header lines and codings other than chunked are malformed. Interim answers (1xx)
 * are skipped. Lines may end in a bare LF.
 */
final class ResponseDecoder {
    /** What {@link #decode} stopped at. */
    enum Step {
        /** All bytes are taken and more are needed. */
        MORE,
        /** The head is complete. */
        HEAD,
        /** Body bytes are at {@link #bodyFrom}{@code ..}{@link #bodyTo}. */
        BODY,
        /** The response is complete. */
        END,
        /** The bytes are no response; {@link #problem} says why. */
        MALFORMED
    }

    private enum State {
        HEAD_LINE,
        FIXED_BODY,
        BODY_UNTIL_CLOSE,
        CHUNK_SIZE_FIRST,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_SIZE_LF,
        CHUNK_DATA,
        CHUNK_DATA_CR,
        CHUNK_DATA_LF,
        TRAILER_LINE,
        END,
        DONE,
        FAILED
    }

    private static final int MAX_EXTENSION_BYTES = 4096;
    /** Sixteen hexadecimal digits would overflow a signed long; fifteen are a million terabytes. */
    private static final int MAX_CHUNK_DIGITS = 15;
    /** As many as cannot make an int negative. */
    private static final int MAX_WHOLE_DIGITS = 7;

    private final ResponseHead head = new ResponseHead();
    private State state = State.HEAD_LINE;
    private long remaining;
    private int chunkDigits;
    private int extensionBytes;
    private int bodyFrom;
    private int bodyTo;
    private int position;
    private @Nullable String problem;

    /** Ready for the next response on the same connection. */
    void reset() {
        head.reset();
        state = State.HEAD_LINE;
        problem = null;
    }

    ResponseHead head() {
        return head;
    }

    int bodyFrom() {
        return bodyFrom;
    }

    int bodyTo() {
        return bodyTo;
    }

    String problem() {
        return problem == null ? "nothing is wrong" : problem;
    }

    /** Whether no byte of a response has been taken since {@link #reset}. */
    boolean isAtStart() {
        return state == State.HEAD_LINE && head.isEmpty();
    }

    /** Whether the end of the connection is the end of the body. */
    boolean endsWithConnection() {
        return state == State.BODY_UNTIL_CLOSE;
    }

    /** The position after what the last {@link #decode} took. */
    int position() {
        return position;
    }

    /** Takes bytes from {@code from}, at most up to {@code to}. */
    Step decode(byte[] bytes, int from, int to) {
        position = from;
        while (true) {
            switch (state) {
                case HEAD_LINE -> {
                    Step step = headLine(bytes, to);
                    if (step != null) {
                        return step;
                    }
                }
                case FIXED_BODY, CHUNK_DATA, BODY_UNTIL_CLOSE -> {
                    return body(to);
                }
                case TRAILER_LINE -> {
                    Step step = trailerLine(bytes, to);
                    if (step != null) {
                        return step;
                    }
                }
                case END -> {
                    state = State.DONE;
                    return Step.END;
                }
                case DONE, FAILED -> {
                    return Step.MALFORMED;
                }
                default -> {
                    if (position == to) {
                        return Step.MORE;
                    }
                    if (wholeFraming(bytes, to)) {
                        continue;
                    }
                    framing(bytes[position++]);
                }
            }
        }
    }

    private Step body(int to) {
        if (position == to) {
            return Step.MORE;
        }
        bodyFrom = position;
        if (state == State.BODY_UNTIL_CLOSE) {
            bodyTo = to;
        } else {
            bodyTo = position + (int) Math.min(remaining, to - position);
            remaining -= bodyTo - bodyFrom;
            if (remaining == 0) {
                state = state == State.CHUNK_DATA ? State.CHUNK_DATA_CR : State.END;
            }
        }
        position = bodyTo;
        return Step.BODY;
    }

    private @Nullable Step headLine(byte[] bytes, int to) {
        position = head.take(bytes, position, to);
        return switch (head.progress()) {
            case MORE -> Step.MORE;
            case INTERIM -> {
                head.reset();
                yield null;
            }
            case MALFORMED -> fail(head.problem());
            case COMPLETE -> {
                afterHead();
                yield Step.HEAD;
            }
        };
    }

    private void afterHead() {
        if (head.hasNoBody()) {
            state = State.END;
        } else if (head.isChunked()) {
            state = State.CHUNK_SIZE_FIRST;
        } else if (head.contentLength() < 0) {
            state = State.BODY_UNTIL_CLOSE;
        } else {
            remaining = head.contentLength();
            state = remaining == 0 ? State.END : State.FIXED_BODY;
        }
    }

    private @Nullable Step trailerLine(byte[] bytes, int to) {
        position = head.takeTrailer(bytes, position, to);
        switch (head.progress()) {
            case MORE -> {
                return Step.MORE;
            }
            case MALFORMED, INTERIM -> {
                return fail(head.problem());
            }
            case COMPLETE -> state = State.END;
        }
        return null;
    }

    /**
     * Takes the end of a chunk, or the size line of the next, where it lies whole in the bytes and has no extension, as
     * nearly all do; whether it did. What it leaves goes byte by byte, and so does the last chunk's size.
     */
    private boolean wholeFraming(byte[] bytes, int to) {
        if (state == State.CHUNK_DATA_CR) {
            if (!isLineEnd(bytes, position, to)) {
                return false;
            }
            position += 2;
            state = State.CHUNK_SIZE_FIRST;
            return true;
        }
        if (state != State.CHUNK_SIZE_FIRST) {
            return false;
        }
        int size = 0;
        int at = position;
        for (int end = Math.min(to, position + MAX_WHOLE_DIGITS); at < end; at++) {
            int digit = hexDigit(bytes[at]);
            if (digit < 0) {
                break;
            }
            size = size << 4 | digit;
        }
        if (size == 0 || !isLineEnd(bytes, at, to)) {
            return false;
        }
        remaining = size;
        position = at + 2;
        state = State.CHUNK_DATA;
        return true;
    }

    private static boolean isLineEnd(byte[] bytes, int at, int to) {
        return at + 2 <= to && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    /** One byte of the framing between chunks. */
    private void framing(byte b) {
        switch (state) {
            case CHUNK_SIZE_FIRST -> {
                remaining = 0;
                chunkDigits = 0;
                extensionBytes = 0;
                sizeDigit(b);
            }
            case CHUNK_SIZE -> sizeByte(b);
            case CHUNK_EXTENSION -> {
                if (b == '\n') {
                    sizeComplete();
                } else if (++extensionBytes > MAX_EXTENSION_BYTES) {
                    fail("a chunk's extension is longer than " + MAX_EXTENSION_BYTES + " bytes");
                }
            }
            case CHUNK_SIZE_LF -> {
                if (b == '\n') {
                    sizeComplete();
                } else {
                    fail("a chunk size line does not end");
                }
            }
            case CHUNK_DATA_CR -> {
                if (b == '\r') {
                    state = State.CHUNK_DATA_LF;
                } else {
                    chunkEnd(b);
                }
            }
            case CHUNK_DATA_LF -> chunkEnd(b);
            default -> throw new IllegalStateException("no framing in state " + state);
        }
    }

    private void chunkEnd(byte b) {
        if (b == '\n') {
            state = State.CHUNK_SIZE_FIRST;
        } else {
            fail("a chunk is longer than its size says");
        }
    }

    private void sizeDigit(byte b) {
        int digit = hexDigit(b);
        if (digit < 0) {
            fail("a chunk has no size");
            return;
        }
        if (++chunkDigits > MAX_CHUNK_DIGITS) {
            fail("a chunk size is over all bounds");
            return;
        }
        remaining = remaining << 4 | digit;
        state = State.CHUNK_SIZE;
    }

    private void sizeByte(byte b) {
        switch (b) {
            case '\r' -> state = State.CHUNK_SIZE_LF;
            case '\n' -> sizeComplete();
            case ';', ' ', '\t' -> state = State.CHUNK_EXTENSION;
            default -> sizeDigit(b);
        }
    }

    private void sizeComplete() {
        state = remaining == 0 ? State.TRAILER_LINE : State.CHUNK_DATA;
    }

    private static int hexDigit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private Step fail(String what) {
        state = State.FAILED;
        problem = what;
        return Step.MALFORMED;
    }
}
