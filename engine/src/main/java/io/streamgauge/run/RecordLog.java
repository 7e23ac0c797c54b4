package io.streamgauge.run;

import io.streamgauge.clock.Clock;
import io.streamgauge.record.RecordWriter;
import io.streamgauge.record.RequestRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The record file of a run that is on. A process that is killed loses no more than the last second: a line is with the kernel a
 * tenth of a second after it was added, and on the disk at the next sync. A thread of its own waits for the disk, so that a slow
 * one keeps no line back. All else is for one thread at a time.
 */
final class RecordLog {
    static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SYNC_MILLIS = 500;

    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<String> troubles = new ArrayList<>();
    private @Nullable RecordWriter writer;
    private @Nullable Thread sync;
    private volatile @Nullable IOException unsynced;
    /** When the oldest line that the kernel has not seen was added. */
    private long waitingSinceNanos;

    private boolean waiting;

    /** @param writer is closed by {@link #close}; null for no file */
    RecordLog(@Nullable RecordWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Begins to sync what is added from now on. */
    void start() {
        RecordWriter synced = writer;
        if (synced != null) {
            Thread thread = new Thread(() -> sync(synced), "streamgauge-sync");
            thread.setDaemon(true);
            thread.start();
            sync = thread;
        }
    }

    private void sync(RecordWriter file) {
        try {
            while (!closing.await(SYNC_MILLIS, TimeUnit.MILLISECONDS)) {
                file.force();
            }
            file.force();
        } catch (IOException e) {
            unsynced = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void add(RequestRecord record) {
        attempt(writer -> writer.write(record));
        if (!waiting) {
            waiting = true;
            waitingSinceNanos = clock.nanos();
        }
    }

    /** How long whoever adds lines may wait for the next one before {@link #flushWhenDue}. */
    long nanosToFlush() {
        return waiting ? Math.max(0, waitingSinceNanos + FLUSH_NANOS - clock.nanos()) : Long.MAX_VALUE;
    }

    void flushWhenDue() {
        if (nanosToFlush() == 0) {
            waiting = false;
            attempt(RecordWriter::flush);
        }
    }

    /** Writes what is left, to the disk. After it, {@link #troubles} are complete. */
    void close() throws InterruptedException {
        attempt(RecordWriter::flush);
        closing.countDown();
        if (sync != null) {
            sync.join();
        }
        attempt(RecordWriter::close);
        if (unsynced != null && troubles.isEmpty()) {
            troubles.add("records.jsonl may not be whole on the disk: " + unsynced.getMessage());
        }
    }

    /** What could not be written, a line each. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    private interface Writing {
        void to(RecordWriter writer) throws IOException;
    }

    /** After a failure the file is left as it is: a full disk does not stop the benchmark. */
    private void attempt(Writing writing) {
        if (writer == null) {
            return;
        }
        try {
            writing.to(writer);
        } catch (IOException e) {
            troubles.add("records.jsonl ends early: " + e.getMessage());
            writer = null;
        }
    }
}
