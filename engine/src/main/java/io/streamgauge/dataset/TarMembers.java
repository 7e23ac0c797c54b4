package io.streamgauge.dataset;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The files in a tar file, one after the other, by their full names, in whichever of the usual ways these are written. */
final class TarMembers implements AutoCloseable {
    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_BYTES = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int MOST_NAME_BYTES = 1 << 16;

    private final InputStream input;
    private long position;
    private long left;
    private long padding;

    TarMembers(InputStream input) {
        this.input = input;
    }

    /** Whether the first bytes of a file are a member's head: they hold their own sum. */
    static boolean begins(byte[] head) {
        if (head.length < BLOCK_BYTES) {
            return false;
        }
        long sum = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : head[i] & 0xff;
        }
        return head[0] != 0 && octal(head, SUM_AT, SUM_BYTES) == sum;
    }

    /** @param size in bytes */
    record Member(String name, long size) {}

    /** Goes on to the next file, whatever was read of the one before; null behind the last. */
    @Nullable
    Member next() throws IOException {
        String longName = null;
        long longSize = -1;
        while (true) {
            skip(left + padding);
            byte[] head = block();
            if (head[0] == 0 && Arrays.equals(head, new byte[BLOCK_BYTES])) {
                return null;
            }
            if (!begins(head)) {
                throw new IOException("no member begins at byte " + (position - BLOCK_BYTES));
            }
            long size = longSize >= 0 ? longSize : size(head);
            left = size;
            padding = (BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES;
            switch (head[TYPE_AT]) {
                case 'L' -> longName = text(small(), 0, MOST_NAME_BYTES);
                case 'x' -> {
                    var said = new String(small(), StandardCharsets.UTF_8);
                    longName = said(said, "path", longName);
                    var sizeSaid = said(said, "size", null);
                    longSize = sizeSaid == null ? longSize : Long.parseLong(sizeSaid);
                }
                case 0, '0', '7' -> {
                    return new Member(longName == null ? name(head) : longName, size);
                }
                default -> { // a directory, a link, or what is said of all
                    longName = null;
                    longSize = -1;
                }
            }
        }
    }

    /** Of the member that it is at. */
    byte[] content() throws IOException {
        byte[] bytes = input.readNBytes(Math.toIntExact(left));
        position += bytes.length;
        if (bytes.length < left) {
            throw cut();
        }
        left = 0;
        return bytes;
    }

    /** The same as it is read; to be done with before the next member. */
    InputStream stream() {
        return new FilterInputStream(input) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = left == 0 ? -1 : input.read(bytes, from, (int) Math.min(length, left));
                if (read < 0 && left > 0) {
                    throw cut();
                }
                left -= Math.max(0, read);
                position += Math.max(0, read);
                return read;
            }

            @Override
            public boolean markSupported() {
                return false;
            }

            // The members behind it are still to come.
            @Override
            public void close() {}
        };
    }

    private byte[] small() throws IOException {
        if (left > MOST_NAME_BYTES) {
            throw new IOException("a member has a name of " + left + " bytes");
        }
        return content();
    }

    private byte[] block() throws IOException {
        byte[] head = input.readNBytes(BLOCK_BYTES);
        position += head.length;
        if (head.length < BLOCK_BYTES) {
            throw cut();
        }
        return head;
    }

    private void skip(long bytes) throws IOException {
        input.skipNBytes(bytes);
        position += bytes;
        left = 0;
        padding = 0;
    }

    private static EOFException cut() {
        return new EOFException("it is cut off");
    }

    private static String name(byte[] head) {
        var name = text(head, 0, NAME_BYTES);
        // GNU's heads have a blank behind the magic word, and other things there.
        var prefix = head[MAGIC_AT + 5] == 0 ? text(head, PREFIX_AT, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** What ends before a zero. */
    private static String text(byte[] bytes, int from, int most) {
        int to = from;
        while (to < Math.min(bytes.length, from + most) && bytes[to] != 0) {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    private static long size(byte[] head) throws IOException {
        long size = 0;
        if (head[SIZE_AT] == (byte) 0x80) { // too long for octal digits
            for (int i = SIZE_AT + 1; i < SIZE_AT + SIZE_BYTES; i++) {
                size = (size << Byte.SIZE) | (head[i] & 0xff);
            }
        } else {
            size = octal(head, SIZE_AT, SIZE_BYTES);
        }
        if (size < 0) {
            throw new IOException("a member's length makes no sense");
        }
        return size;
    }

    /** Digits with blanks before and a blank or zero behind them; -1 where there is anything else. */
    private static long octal(byte[] bytes, int from, int length) {
        var digits = text(bytes, from, length).strip();
        return digits.matches("[0-7]{1,12}") ? Long.parseLong(digits, 8) : -1;
    }

    /** A value of lines of {@code LENGTH NAME=VALUE}. */
    private static @Nullable String said(String lines, String name, @Nullable String absent) {
        return lines.lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse(absent);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
