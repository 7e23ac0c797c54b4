package io.streamgauge.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of SQLite's in their order, which is that of their numbers: the leaves of a tree of pages. Holds the pages from the root to
 * where it is.
 */
final class SqliteTree {
    private static final int HEADER_BYTES = 100;
    private static final int INTERIOR = 5;
    private static final int LEAF = 13;
    private static final int DEEPEST = 40;

    private final FileChannel channel;
    private final int pageBytes;
    private final int usableBytes;
    private final long pages;
    private final Deque<Page> path = new ArrayDeque<>();
    private long read;
    private long rowId;

    /** @param reserved bytes at the end of each page that are not SQLite's */
    SqliteTree(FileChannel channel, int pageBytes, int reserved, long root) throws IOException {
        this.channel = channel;
        this.pageBytes = pageBytes;
        usableBytes = pageBytes - reserved;
        pages = channel.size() / pageBytes;
        path.push(page(root));
    }

    /** A page and how far it is read. */
    private static final class Page {
        private final ByteBuffer bytes;
        private final int header;
        private final boolean leaf;
        private final int cells;
        private int next;

        Page(ByteBuffer bytes, int header) throws IOException {
            this.bytes = bytes;
            this.header = header;
            int type = bytes.get(header);
            if (type != LEAF && type != INTERIOR) {
                throw new IOException("a page of a table is of kind " + type);
            }
            leaf = type == LEAF;
            cells = Short.toUnsignedInt(bytes.getShort(header + 3));
        }

        boolean isDone() {
            return next > (leaf ? cells - 1 : cells);
        }

        /** Goes to the next cell, or, where it has pages below it, to what is behind the last. */
        void take() {
            int behind = header + (leaf ? 8 : 12);
            bytes.position(next == cells ? header + 8 : Short.toUnsignedInt(bytes.getShort(behind + 2 * next)));
            next++;
        }
    }

    private Page page(long number) throws IOException {
        // Pages that are said to be below each other would have no end.
        if (path.size() == DEEPEST || read++ > pages) {
            throw new IOException("its pages are not a tree");
        }
        return new Page(bytes(number), number == 1 ? HEADER_BYTES : 0);
    }

    private ByteBuffer bytes(long number) throws IOException {
        if (number < 1 || number > pages) {
            throw new IOException("there is no page " + number + " of " + pages + ", or it is cut off");
        }
        var bytes = ByteBuffer.allocate(pageBytes);
        FilePart.read(channel, bytes, (number - 1) * pageBytes);
        return bytes;
    }

    /** The next row as it is stored; null behind the last. */
    @Nullable
    ByteBuffer next() throws IOException {
        while (!path.isEmpty()) {
            var page = path.peek();
            if (page.isDone()) {
                path.pop();
                continue;
            }
            page.take();
            if (page.leaf) {
                return row(page.bytes);
            }
            path.push(page(Integer.toUnsignedLong(page.bytes.getInt())));
        }
        return null;
    }

    /** Of the row that {@link #next} gave. */
    long rowId() {
        return rowId;
    }

    private ByteBuffer row(ByteBuffer page) throws IOException {
        long length = number(page);
        rowId = number(page);
        if (length < 0 || length > Math.min(LineRows.MOST_LINE_BYTES, channel.size())) {
            throw new IOException("a row cannot have " + length + " bytes");
        }
        var row = ByteBuffer.allocate((int) length);
        take(page, row, here((int) length));
        long more = row.hasRemaining() ? Integer.toUnsignedLong(page.getInt()) : 0;
        while (row.hasRemaining()) {
            var overflow = bytes(more);
            more = Integer.toUnsignedLong(overflow.getInt());
            take(overflow, row, Math.min(row.remaining(), usableBytes - Integer.BYTES));
        }
        return row.flip();
    }

    /** How much of a row of that length is in its page, by the rules of the format; the rest is in pages of its own. */
    private int here(int length) {
        int most = usableBytes - 35;
        int least = (usableBytes - 12) * 32 / 255 - 23;
        int some = least + (length - least) % (usableBytes - Integer.BYTES);
        return length <= most ? length : some <= most ? some : least;
    }

    private static void take(ByteBuffer page, ByteBuffer row, int length) {
        row.put(page.slice(page.position(), length));
        page.position(page.position() + length);
    }

    /** Seven bits a byte, the last of nine has eight. */
    static long number(ByteBuffer bytes) {
        long number = 0;
        for (int i = 0; i < 8; i++) {
            byte next = bytes.get();
            number = (number << 7) | (next & 0x7f);
            if (next >= 0) {
                return number;
            }
        }
        return (number << Byte.SIZE) | (bytes.get() & 0xff);
    }
}
