package io.streamgauge.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The one door to files that are read for a run. What gzip has packed comes unpacked and the rows of tables, as Parquet files are, as JSON lines, told by
 * how a file begins and not by its name, so that lines, places and formats are those of what is inside.
 */
public final class InputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    /** What texts shrink to is between a third and a tenth. */
    private static final int USUAL_RATIO = 8;

    private static final String ENDING = ".gz";

    private InputFile() {}

    /** Its bytes; unpacked while they are read. */
    static InputStream open(Path given) throws IOException {
        var named = NamedTable.of(given);
        var file = named.file();
        var input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            var kind = FileKind.of(input);
            if (kind == FileKind.SQLITE) {
                input.close();
                return SqliteLines.open(named);
            }
            named.expectNone();
            if (kind == FileKind.TEXT) {
                SqliteLines.expectNoneIn(file);
            }
            if (kind.isTable()) {
                input.close();
                return table(FileChannel.open(file), kind);
            }
            return text(input, kind);
        } catch (IOException e) {
            input.close();
            throw e;
        }
    }

    /** The same of what is in another file, whose bytes are there only once. */
    static InputStream inside(BufferedInputStream input) throws IOException {
        var kind = FileKind.of(input);
        if (kind == FileKind.TAR) {
            throw new TableLines.Unreadable("it is a tar file within another; take it out");
        }
        return kind.isTable() ? table(unpacked(input), kind) : text(input, kind);
    }

    private static InputStream text(BufferedInputStream input, FileKind kind) throws IOException {
        if (kind == FileKind.TAR) {
            return TarLines.open(input);
        }
        if (kind != FileKind.GZIP) {
            return input;
        }
        var unpacked = new Unpacked(input);
        return unpacked.isTar() ? TarLines.open(new BufferedInputStream(unpacked, BUFFER_BYTES)) : unpacked;
    }

    private static InputStream table(FileChannel channel, FileKind kind) throws IOException {
        return switch (kind) {
            case PARQUET -> ParquetLines.open(channel);
            case ARROW_FILE -> ArrowLines.openFile(channel);
            case ARROW_STREAM -> ArrowLines.openStream(channel);
            case SQLITE -> SqliteLines.open(channel, null);
            case FEATHER_1 -> throw refused(channel, kind, "write it as version 2");
            case HDF5 ->
                throw refused(channel, kind, "write it as Parquet: pandas.read_hdf('FILE').to_parquet('NEW.parquet')");
            case GZIP, TAR, TEXT -> throw new IllegalArgumentException(kind.words());
        };
    }

    private static IOException refused(FileChannel channel, FileKind kind, String instead) throws IOException {
        channel.close();
        return new TableLines.Unreadable("it is " + kind.words() + "; " + instead);
    }

    /** Whether its bytes are not those of the file itself. */
    private static boolean isMade(InputStream input) {
        return !(input instanceof BufferedInputStream);
    }

    /** Its characters, which are UTF-8. */
    public static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder()));
    }

    /**
     * Its bytes by their places: the file itself, or what was unpacked into one of the temporary directory that has no name and is gone
     * when it is closed.
     */
    static FileChannel placed(Path file) throws IOException {
        try (var input = open(file)) {
            return isMade(input) ? unpacked(input) : FileChannel.open(file);
        }
    }

    /** About how many bytes there are to read. */
    static long likelyBytes(Path file) throws IOException {
        try (var input = open(file)) {
            long size = Files.size(NamedTable.of(file).file());
            return isMade(input) ? USUAL_RATIO * size : size;
        }
    }

    /** Whether there is such a file or directory; behind a file's name may stand that of a table in it. */
    public static boolean exists(Path file) {
        return Files.exists(NamedTable.of(file).file());
    }

    /** Its name without the ending of gzip's, which hides what it holds. */
    static String nameInside(Path file) {
        return withoutPacking(file.toString());
    }

    static String withoutPacking(String name) {
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** A file, or, where there is none of that name, the one that gzip named after it. */
    static Path perhapsPacked(Path file) {
        var packed = file.resolveSibling(file.getFileName() + ENDING);
        return Files.exists(file) || !Files.exists(packed) ? file : packed;
    }

    /** Why a file could not be read, in a user's words. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> "there is no such file";
            case AccessDeniedException denied -> denied.getFile() + " may not be read";
            case CharacterCodingException other -> "it is no text in UTF-8";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static FileChannel unpacked(InputStream input) throws IOException {
        var name = Files.createTempFile("streamgauge-", ".unpacked");
        // On POSIX systems a file that is to vanish when it is closed loses its name as soon as it is open.
        var channel = FileChannel.open(
                name, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            input.transferTo(Channels.newOutputStream(channel));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Says in a user's words what is wrong with a packed file. */
    private static final class Unpacked extends FilterInputStream {
        Unpacked(InputStream packed) throws IOException {
            super(opened(packed));
        }

        boolean isTar() throws IOException {
            return FileKind.of((BufferedInputStream) in) == FileKind.TAR;
        }

        private static InputStream opened(InputStream packed) throws IOException {
            try {
                var inside = new BufferedInputStream(new GZIPInputStream(packed, BUFFER_BYTES), BUFFER_BYTES);
                var kind = FileKind.of(inside);
                if (kind.isTable()) {
                    throw new IOException(
                            "it is " + kind.words() + " packed by gzip, of which no part can be read alone; unpack it");
                }
                return inside;
            } catch (IOException e) {
                throw told(e);
            }
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                throw told(e);
            }
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return in.read(bytes, from, length);
            } catch (IOException e) {
                throw told(e);
            }
        }

        private static IOException told(IOException e) {
            return switch (e) {
                case EOFException cut ->
                    new TableLines.Unreadable("it is packed by gzip and cut off; fetch it again", cut);
                case ZipException broken ->
                    new TableLines.Unreadable(
                            "it begins as if packed by gzip, but is damaged (" + broken.getMessage()
                                    + "); fetch it again",
                            broken);
                default -> e;
            };
        }
    }
}
