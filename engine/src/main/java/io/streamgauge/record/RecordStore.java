package io.streamgauge.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The records of a run that is on, so that a long one takes no more memory than a short one: they lie in a file without a
 * name, and eight bytes each in memory say where. Where there can be no such file, or it takes no more, those that come stay in
 * memory. Filled by one thread; the list of {@link #records} may be read by any once nothing is added any more.
 */
public final class RecordStore implements AutoCloseable {
    private static final int BLOCK_BYTES = 256 * 1024;
    /** Of records that take less than this all are read once: a summary goes through them some fifty times. */
    private static final long MOST_READ_ONCE_BYTES = 8 << 20;

    private final @Nullable FileChannel file;
    private final long mostReadOnceBytes;
    private boolean writable;
    /** Whole records only. */
    private ByteBuffer pending = ByteBuffer.allocate(BLOCK_BYTES);
    /** Where each record that went to the file, or waits to, ends. */
    private long[] ends = new long[1024];

    private int filed;
    /** Bytes that are in the file. */
    private long written;

    /** Those that the file does not hold, all after those that it does. */
    private final List<RequestRecord> held = new ArrayList<>();

    /** @param mostReadOnceBytes what may be in memory at once when all has been added */
    RecordStore(@Nullable FileChannel file, long mostReadOnceBytes) {
        this.file = file;
        this.mostReadOnceBytes = mostReadOnceBytes;
        this.writable = file != null;
    }

    /** A store whose file, which nobody else sees, takes the space of {@code directory}'s disk until {@link #close}. */
    public static RecordStore in(Path directory) {
        return in(directory, MOST_READ_ONCE_BYTES);
    }

    static RecordStore in(Path directory, long mostReadOnceBytes) {
        try {
            // On POSIX systems a file that is to vanish when it is closed loses its name as soon as it is open.
            return new RecordStore(
                    FileChannel.open(
                            directory.resolve(
                                    ".records." + ProcessHandle.current().pid()),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    mostReadOnceBytes);
        } catch (IOException e) {
            return new RecordStore(null, mostReadOnceBytes);
        }
    }

    /** Takes one more. */
    public void add(RequestRecord record) {
        if (!writable) {
            held.add(record);
            return;
        }
        byte[] bytes = RecordCoder.encode(record);
        if (bytes.length > pending.remaining()) {
            flush();
        }
        if (!writable) {
            held.add(record);
            return;
        }
        if (bytes.length > pending.capacity()) {
            pending = ByteBuffer.allocate(bytes.length);
        }
        if (filed == ends.length) {
            ends = Arrays.copyOf(ends, 2 * filed);
        }
        pending.put(bytes);
        ends[filed++] = written + pending.position();
    }

    private void flush() {
        FileChannel to = file;
        if (to == null || !writable) {
            return;
        }
        pending.flip();
        try {
            for (long at = written; pending.hasRemaining(); ) {
                at += to.write(pending, at);
            }
            written += pending.limit();
        } catch (IOException e) {
            writable = false;
            takeBack();
        }
        pending.clear();
    }

    /** What the file did not take. */
    private void takeBack() {
        pending.rewind();
        while (pending.hasRemaining()) {
            held.add(RecordCoder.decode(pending));
            filed--;
        }
    }

    /** All records, in the order of the calls. Many are read anew whenever they are asked for; valid until {@link #close}. */
    public List<RequestRecord> records() {
        flush();
        List<RequestRecord> stored = new Stored();
        return written <= mostReadOnceBytes ? List.copyOf(stored) : stored;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // Nothing in it was to last.
            }
        }
    }

    /** Records by number; goes through the file a block at a time. */
    private final class Stored extends AbstractList<RequestRecord> implements RandomAccess {
        private ByteBuffer block = ByteBuffer.allocate(0);
        private long blockAt;

        @Override
        public int size() {
            return filed + held.size();
        }

        @Override
        public synchronized RequestRecord get(int index) {
            if (index >= filed) {
                return held.get(index - filed);
            }
            long from = index == 0 ? 0 : ends[index - 1];
            if (from < blockAt || ends[index] > blockAt + block.limit()) {
                read(from, (int) (ends[index] - from));
            }
            return RecordCoder.decode(block.position((int) (from - blockAt)));
        }

        private void read(long from, int least) {
            FileChannel source = file;
            if (source == null) {
                throw new IllegalStateException("no file holds record bytes");
            }
            if (block.capacity() < Math.max(least, BLOCK_BYTES)) {
                block = ByteBuffer.allocate(Math.max(least, BLOCK_BYTES));
            }
            block.clear();
            blockAt = from;
            try {
                while (block.hasRemaining() && source.read(block, from + block.position()) > 0) {}
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            block.flip();
        }
    }
}
