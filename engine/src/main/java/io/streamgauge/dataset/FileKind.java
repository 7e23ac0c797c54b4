package io.streamgauge.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a file is, whatever it is called, as its first bytes tell. Each begins with what no text in UTF-8 does, or has a control character
 * behind its letters.
 */
enum FileKind {
    GZIP("packed by gzip", "\u001f\u008b"),
    PARQUET("a Parquet file", "PAR1"),
    ARROW_FILE("an Arrow file", "ARROW1\0\0"),
    ARROW_STREAM("an Arrow file", "\u00ff\u00ff\u00ff\u00ff"),
    TAR("a tar file", ""),
    SQLITE("an SQLite database", "SQLite format 3\0"),
    HDF5("an HDF5 file", "\u0089HDF\r\n\u001a\n"),
    FEATHER_1("a Feather file of version 1", "FEA1"),
    /** Lines, or other text. */
    TEXT("text", "");

    private static final int HEAD_BYTES = 512;

    private final String words;
    /** A character for each byte. */
    private final String magic;

    FileKind(String words, String magic) {
        this.words = words;
        this.magic = magic;
    }

    /** As a user is told it. */
    String words() {
        return words;
    }

    /** Whether it has rows that are to become lines, which are found by their places. */
    boolean isTable() {
        return this != GZIP && this != TAR && this != TEXT;
    }

    /** Leaves the stream at its beginning. */
    static FileKind of(BufferedInputStream input) throws IOException {
        input.mark(HEAD_BYTES);
        byte[] head = input.readNBytes(HEAD_BYTES);
        input.reset();
        for (var kind : values()) {
            if (kind.begins(head)) {
                return kind;
            }
        }
        return TEXT;
    }

    private boolean begins(byte[] head) {
        if (this == TAR) {
            return TarMembers.begins(head);
        }
        if (!new String(head, StandardCharsets.ISO_8859_1).startsWith(magic)) {
            return false;
        }
        return !isWord() || (head.length > magic.length() && isControl(head[magic.length()]));
    }

    private boolean isWord() {
        char last = magic.isEmpty() ? 0 : magic.charAt(magic.length() - 1);
        return last <= 'z' && Character.isLetterOrDigit(last);
    }

    private static boolean isControl(byte next) {
        return Character.isISOControl(next & 0xff) && !Character.isWhitespace(next);
    }
}
