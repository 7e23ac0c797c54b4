package io.streamgauge.report;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The raw exports of a run's parts as one: the requests of all, as they stand. Their times count from 1970 by each part's wall
 * clock, so that nothing in them is rewritten, and they pass from file to file without being held.
 */
final class MergedExport {
    /** In front of the requests. No text within the file can hold it: quotes in texts are escaped. */
    private static final String REQUESTS = ",\"requests\":[";

    private static final String BOUNDARIES = "],\"window_boundaries\":[";
    private static final int HEAD_BYTES = 4096;
    private static final int TAIL_BYTES = 64 * 1024;

    private MergedExport() {}

    /**
     * Where a file's parts lie.
     *
     * @param head what stands in front of the requests
     * @param from where the requests begin
     * @param to where they end
     * @param startNanos of the window, the largest number where there is none
     * @param endNanos of the window, the smallest number where there is none
     * @param tail what stands behind the boundaries
     */
    private record Export(Path path, String head, long from, long to, long startNanos, long endNanos, String tail) {}

    /**
     * Writes the whole.
     *
     * @param parts the export of each part
     * @throws IOException with one line for the user when one of them is no such file
     */
    static void write(Path target, List<Path> parts) throws IOException {
        long start = Long.MAX_VALUE;
        long end = Long.MIN_VALUE;
        Export first = read(parts.getFirst());
        try (AtomicFile whole = AtomicFile.create(target)) {
            append(whole, first.head());
            boolean some = false;
            for (Path part : parts) {
                Export export = read(part);
                start = Math.min(start, export.startNanos());
                end = Math.max(end, export.endNanos());
                if (export.to() > export.from()) {
                    append(whole, some ? "," : "");
                    copy(export, whole.channel());
                    some = true;
                }
            }
            append(whole, BOUNDARIES + (some ? start + "," + end : "") + first.tail());
            whole.commit();
        }
    }

    private static Export read(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            long size = file.size();
            String head = text(file, 0, Math.min(size, HEAD_BYTES));
            long tailAt = Math.max(0, size - TAIL_BYTES);
            String tail = text(file, tailAt, size - tailAt);
            int requests = head.indexOf(REQUESTS);
            int boundaries = tail.lastIndexOf(BOUNDARIES);
            int closing = boundaries < 0 ? -1 : tail.indexOf(']', boundaries + BOUNDARIES.length());
            if (requests < 0 || closing < 0) {
                throw new IOException(path + " is no raw export of this program; move it away to merge without it");
            }
            String[] window =
                    tail.substring(boundaries + BOUNDARIES.length(), closing).split(",", -1);
            boolean some = window.length == 2;
            return new Export(
                    path,
                    head.substring(0, requests + REQUESTS.length()),
                    requests + REQUESTS.length(),
                    tailAt + boundaries,
                    some ? Long.parseLong(window[0]) : Long.MAX_VALUE,
                    some ? Long.parseLong(window[1]) : Long.MIN_VALUE,
                    tail.substring(closing));
        } catch (NumberFormatException e) {
            throw new IOException(path + ": the window's boundaries are no numbers", e);
        }
    }

    /** One character for each byte, so that places in the text are places in the file. */
    private static String text(FileChannel file, long from, long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private static void copy(Export export, FileChannel to) throws IOException {
        try (FileChannel file = FileChannel.open(export.path())) {
            for (long at = export.from(); at < export.to(); ) {
                long copied = file.transferTo(at, export.to() - at, to);
                if (copied <= 0) {
                    throw new EOFException(export.path() + " became shorter while it was read");
                }
                at += copied;
            }
        }
    }

    private static void append(AtomicFile file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        file.append(bytes, bytes.length);
    }

    /** The raw export in a run's directory, if it has one. */
    static List<Path> in(Path directory, String stem) {
        return List.of(directory.resolve(stem + ".json"), directory.resolve(stem)).stream()
                .filter(Files::isRegularFile)
                .limit(1)
                .toList();
    }
}
