package io.streamgauge.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The status line and header fields of one response, as far as they say how to read the rest. Takes its lines from bytes
 * cut anywhere; at most {@value #MAX_HEAD_BYTES} bytes of head, and as many of trailers.
 */
final class ResponseHead {
    /** Most bytes of a head. */
    static final int MAX_HEAD_BYTES = 64 * 1024;

    /** How far the head is. */
    enum Progress {
        MORE,
        COMPLETE,
        /** Complete, and another head follows. */
        INTERIM,
        MALFORMED
    }

    private static final int LINE_BYTES = 128;
    private static final byte[] NO_LINE = {};
    private static final String EVENT_STREAM = "text/event-stream";

    /** Of use while a line is being taken: thousands of streams wait for events, and their heads are complete. */
    private byte[] line = NO_LINE;

    private int lineLength;
    private int headBytes;
    private int status;
    private boolean persistent;
    private boolean chunked;
    private long contentLength;
    private String contentType = "";
    private String retryAfter = "";
    private Progress progress = Progress.MORE;
    private @Nullable String problem;

    ResponseHead() {
        reset();
    }

    void reset() {
        lineLength = 0;
        headBytes = 0;
        status = 0;
        persistent = false;
        chunked = false;
        contentLength = -1;
        contentType = "";
        retryAfter = "";
        progress = Progress.MORE;
        problem = null;
    }

    /** Whether no byte has been taken since {@link #reset}. */
    boolean isEmpty() {
        return headBytes == 0;
    }

    /** Three digits once the status line is there, 0 before. */
    int status() {
        return status;
    }

    /** Whether the connection may be used again. */
    boolean isPersistent() {
        return persistent;
    }

    boolean isChunked() {
        return chunked;
    }

    /** Bytes of the body, -1 where the head does not say. */
    long contentLength() {
        return contentLength;
    }

    /** The media type, in lower case and without parameters; empty where the head does not say. */
    String contentType() {
        return contentType;
    }

    /** Seconds, or a date, after which the server wants to be asked again; empty where the head does not say. */
    String retryAfter() {
        return retryAfter;
    }

    boolean hasNoBody() {
        return status == 204 || status == 304;
    }

    Progress progress() {
        return progress;
    }

    String problem() {
        return problem == null ? "nothing is wrong" : problem;
    }

    /** Takes bytes of the head and returns the position after them. */
    int take(byte[] bytes, int from, int to) {
        int at = from;
        progress = Progress.MORE;
        while (at < to && progress == Progress.MORE) {
            at = takeByte(bytes, at);
            if (lineLength > 0 && line[lineLength - 1] == '\n') {
                int length = trimmedLength();
                lineLength = 0;
                headLine(length);
            }
        }
        dropLine();
        return at;
    }

    /** Takes bytes of the trailers behind the last chunk; their fields are skipped. */
    int takeTrailer(byte[] bytes, int from, int to) {
        int at = from;
        if (progress != Progress.MORE) {
            progress = Progress.MORE;
            headBytes = 0;
        }
        while (at < to && progress == Progress.MORE) {
            at = takeByte(bytes, at);
            if (lineLength > 0 && line[lineLength - 1] == '\n') {
                int length = trimmedLength();
                lineLength = 0;
                if (length == 0) {
                    progress = Progress.COMPLETE;
                }
            }
        }
        dropLine();
        return at;
    }

    private void dropLine() {
        if (lineLength == 0) {
            line = NO_LINE;
        }
    }

    private int takeByte(byte[] bytes, int at) {
        if (++headBytes > MAX_HEAD_BYTES) {
            fail("the head is longer than " + MAX_HEAD_BYTES + " bytes");
            return at;
        }
        if (lineLength == line.length) {
            line = Arrays.copyOf(line, Math.max(LINE_BYTES, 2 * lineLength));
        }
        line[lineLength++] = bytes[at];
        return at + 1;
    }

    private int trimmedLength() {
        int length = lineLength - 1;
        return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    }

    private void headLine(int length) {
        if (status == 0) {
            statusLine(length);
        } else if (length == 0) {
            complete();
        } else {
            field(length);
        }
    }

    private void statusLine(int length) {
        if (length == 0 && headBytes <= 2) {
            return; // RFC 9112 section 2.2 asks for tolerance of an empty line before a message, from old servers.
        }
        if (length < 12 || !startsWith("HTTP/1.") || line[8] != ' ' || (length > 12 && line[12] != ' ')) {
            fail("the answer is not HTTP/1.1: it begins with '" + shown(length) + "'");
            return;
        }
        int code = 0;
        for (int i = 9; i < 12; i++) {
            int digit = line[i] - '0';
            code = digit >= 0 && digit <= 9 && code >= 0 ? code * 10 + digit : -1;
        }
        if (code < 100 || code > 599) {
            fail("the answer has no status: it begins with '" + shown(length) + "'");
            return;
        }
        status = code;
        persistent = line[7] != '0';
    }

    private boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (line[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String shown(int length) {
        return OneLine.of(new String(line, 0, Math.min(length, 60), StandardCharsets.UTF_8));
    }

    private void complete() {
        if (status == 101) {
            fail("the answer switches to another protocol");
        } else if (status < 200) {
            progress = Progress.INTERIM;
        } else if (chunked && contentLength >= 0) {
            fail("the answer has both a Content-Length and chunks");
        } else {
            if (!chunked && contentLength < 0 && !hasNoBody()) {
                persistent = false;
            }
            progress = Progress.COMPLETE;
        }
    }

    private void field(int length) {
        int colon = 0;
        while (colon < length && line[colon] != ':') {
            byte b = line[colon];
            if (b <= ' ' || b == 0x7f) {
                fail(colon == 0 ? "a header line is folded" : "a header name holds a bad character");
                return;
            }
            colon++;
        }
        if (colon == 0 || colon == length) {
            fail("a header line has no name");
            return;
        }
        switch (colon) {
            case 10 -> {
                if (isName("connection")) {
                    connection(value(colon, length));
                }
            }
            case 11 -> {
                if (isName("retry-after")) {
                    retryAfter = OneLine.of(value(colon, length));
                }
            }
            case 12 -> {
                if (isName("content-type")) {
                    String type = withoutParameters(value(colon, length));
                    // Most have this one: no stream needs a copy of its own.
                    contentType = type.equals(EVENT_STREAM) ? EVENT_STREAM : type;
                }
            }
            case 14 -> {
                if (isName("content-length")) {
                    length(value(colon, length));
                }
            }
            case 16 -> {
                if (isName("content-encoding") && !value(colon, length).equals("identity")) {
                    fail("the answer is compressed, which was not asked for");
                }
            }
            case 17 -> {
                if (isName("transfer-encoding")) {
                    transferCoding(value(colon, length));
                }
            }
            default -> {}
        }
    }

    private boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            byte b = line[i];
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (lower != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String value(int colon, int length) {
        return new String(line, colon + 1, length - colon - 1, StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String withoutParameters(String value) {
        int semicolon = value.indexOf(';');
        return semicolon < 0 ? value : value.substring(0, semicolon).strip();
    }

    private void connection(String value) {
        for (String option : value.split("\\s*,\\s*", -1)) {
            if (option.equals("close")) {
                persistent = false;
                return;
            }
            if (option.equals("keep-alive")) {
                persistent = true;
            }
        }
    }

    private void transferCoding(String value) {
        if (chunked || !value.equals("chunked")) {
            fail("the transfer coding '" + OneLine.of(value) + "' is not known");
        }
        chunked = true;
    }

    private void length(String value) {
        if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            fail("the Content-Length '" + OneLine.of(value) + "' is no length");
            return;
        }
        long bytes = Long.parseLong(value);
        if (contentLength >= 0 && contentLength != bytes) {
            fail("the answer has two different lengths");
            return;
        }
        contentLength = bytes;
    }

    private void fail(String what) {
        progress = Progress.MALFORMED;
        problem = what;
    }
}
