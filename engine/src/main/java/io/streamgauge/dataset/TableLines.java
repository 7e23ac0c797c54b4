package io.streamgauge.dataset;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The rows of a table as JSON lines, made as they are read; holds one row. Fields that are null are left out, since all rows have all columns. */
abstract class TableLines extends InputStream {
    private static final JsonFactory JSON = new JsonFactory();

    private final FileKind kind;
    private final Row row = new Row();
    private int position;

    TableLines(FileKind kind) {
        this.kind = kind;
    }

    /** Goes on to the next row; false where there is none. */
    abstract boolean advance() throws IOException;

    /** Writes the row as an object. */
    abstract void write(JsonGenerator json) throws IOException;

    /** To be called between the elements of a row, of which there may be any number. */
    final void checkLength() throws IOException {
        if (row.size() > LineRows.MOST_LINE_BYTES) {
            throw new IOException("a row is longer than " + LineRows.MOST_LINE_BYTES + " bytes");
        }
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] bytes, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position == row.size() && !nextRow()) {
            return -1;
        }
        int copied = Math.min(length, row.size() - position);
        row.copy(position, bytes, from, copied);
        position += copied;
        return copied;
    }

    private boolean nextRow() throws IOException {
        try {
            if (!advance()) {
                return false;
            }
            row.reset();
            position = 0;
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), row)) {
                write(json);
            }
            row.write('\n');
            return true;
        } catch (IOException | RuntimeException e) {
            throw told(kind, e);
        }
    }

    /** What is wrong in one line: what is broken may be so anywhere, and shows as whatever reading it comes upon. */
    static IOException told(FileKind kind, Exception e) {
        return e instanceof Unreadable already
                ? already
                : new IOException(
                        "it begins as " + kind.words() + ", but cannot be read as one (" + reason(e)
                                + "); fetch or write it again",
                        e);
    }

    private static String reason(Exception e) {
        if (e.getMessage() == null) {
            return e instanceof EOFException ? "it is cut off" : "it is damaged";
        }
        return e.getMessage().replaceAll("\\s+", " ");
    }

    /** What a user is told as it stands. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }

        Unreadable(String message, IOException cause) {
            super(message, cause);
        }
    }

    /** A line, used again and again. */
    private static final class Row extends ByteArrayOutputStream {
        void copy(int at, byte[] to, int from, int length) {
            System.arraycopy(buf, at, to, from, length);
        }
    }
}
