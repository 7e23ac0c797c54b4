package io.streamgauge.record;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record file back. Unknown keys are passed over; a last line without its end, which does not parse, is counted
 * as torn; any other line that is no record is counted as garbage. Nothing in a file makes this throw.
 */
public final class RecordReader {
    /** A longer line is no record: it would hold more than three million tokens. */
    static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private RecordReader() {}

    /**
     * Reads all of {@code path}.
     *
     * @throws IOException when the file cannot be read
     */
    public static RecordFile read(Path path) throws IOException {
        var records = new ArrayList<RequestRecord>();
        var bad = forEach(path, records::add);
        return new RecordFile(records, bad.torn(), bad.garbage());
    }

    /** Lines that are no records. */
    public record Bad(int torn, int garbage) {}

    /**
     * Reads all of {@code path}, and holds no record longer than {@code action} takes.
     *
     * @throws IOException when the file cannot be read
     */
    public static Bad forEach(Path path, Consumer<RequestRecord> action) throws IOException {
        int torn = 0;
        int garbage = 0;
        try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            var lines = new Lines(in);
            var parser = new RecordParser();
            while (lines.next()) {
                if (lines.length() == 0) {
                    continue;
                }
                @Nullable RequestRecord record = lines.overlong() ? null : parser.parse(lines.bytes(), lines.length());
                if (record != null) {
                    action.accept(record);
                } else if (lines.ended()) {
                    garbage++;
                } else {
                    torn++;
                }
            }
        }
        return new Bad(torn, garbage);
    }

    /** Splits a stream at line feeds into one reused buffer. */
    private static final class Lines {
        private final InputStream in;
        private byte[] bytes = new byte[1 << 16];
        private int length;
        private boolean ended = true;
        private boolean overlong;

        private Lines(InputStream in) {
            this.in = in;
        }

        private byte[] bytes() {
            return bytes;
        }

        private int length() {
            return length;
        }

        /** Whether the line had its line feed. */
        private boolean ended() {
            return ended;
        }

        private boolean overlong() {
            return overlong;
        }

        private boolean next() throws IOException {
            length = 0;
            overlong = false;
            int b;
            while ((b = in.read()) != '\n') {
                if (b < 0) {
                    ended = false;
                    return length > 0;
                }
                if (length == MAX_LINE_BYTES) {
                    overlong = true;
                    continue;
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, bytes.length * 2);
                }
                bytes[length++] = (byte) b;
            }
            return true;
        }
    }
}
