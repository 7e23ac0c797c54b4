package io.streamgauge.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a UTF-8 file that are not blank. Holds one line, of bounded length. */
final class LineRows implements PlacedRows<String> {
    static final int MOST_LINE_BYTES = 64 << 20;

    private final InputStream input;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private long number;
    private long consumed;
    private long start;
    private int length;

    LineRows(Path file) throws IOException {
        this(InputFile.open(file));
    }

    /** Owns the input. */
    LineRows(InputStream input) {
        this.input = input;
    }

    @Override
    public @Nullable String next() throws IOException {
        while (true) {
            start = consumed;
            length = readLine();
            if (length < 0) {
                return null;
            }
            number++;
            var text = text(line, length);
            if (!text.isEmpty()) {
                return text;
            }
        }
    }

    /** The line's text without white space around it, and without a byte order mark. */
    static String text(byte[] line, int length) {
        var text = new String(line, 0, length, StandardCharsets.UTF_8);
        return (text.startsWith("\ufeff") ? text.substring(1) : text).strip();
    }

    @Override
    public long startByte() {
        return start;
    }

    @Override
    public int lengthBytes() {
        return length;
    }

    @Override
    public String again(byte[] row) {
        return text(row, row.length);
    }

    @Override
    public long line() {
        return number;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /** The length of the line now in {@link #line}, or -1 at the end. */
    private int readLine() throws IOException {
        int read = 0;
        while (true) {
            if (position == limit) {
                position = 0;
                limit = input.read(buffer);
                if (limit < 0) {
                    limit = 0;
                    return read == 0 ? -1 : read;
                }
            }
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            read = append(read, end);
            boolean complete = end < limit;
            int next = complete ? end + 1 : end;
            consumed += next - position;
            position = next;
            if (complete) {
                return read;
            }
        }
    }

    private int append(int read, int end) {
        int grown = read + end - position;
        if (grown > MOST_LINE_BYTES) {
            throw new DatasetException("line " + (number + 1) + " is longer than " + MOST_LINE_BYTES + " bytes");
        }
        if (grown > line.length) {
            line = Arrays.copyOf(line, Math.max(grown, line.length * 2));
        }
        System.arraycopy(buffer, position, line, read, end - position);
        return grown;
    }
}
