package io.streamgauge.clock;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has given one thread so far, and kept from it: {@code schedstat} of proc(5), held open, since opening it
 * costs more than reading. Made on the thread itself, read by one thread at a time; not for hot paths. All zeros where the
 * system does not tell.
 */
public final class ThreadUsage implements AutoCloseable {
    private static final Path CURRENT = Path.of("/proc/thread-self");
    private static final Path PROC = Path.of("/proc");
    /** Three numbers of 20 digits at most. */
    private static final int MOST_BYTES = 64;

    private final @Nullable RandomAccessFile schedstat;
    private final byte[] text = new byte[MOST_BYTES];

    private ThreadUsage(@Nullable RandomAccessFile schedstat) {
        this.schedstat = schedstat;
    }

    /** Of the calling thread. */
    public static ThreadUsage ofCurrent() {
        try {
            Path thread = PROC.resolve(Files.readSymbolicLink(CURRENT));
            return new ThreadUsage(
                    new RandomAccessFile(thread.resolve("schedstat").toFile(), "r"));
        } catch (IOException | UnsupportedOperationException e) {
            return new ThreadUsage(null);
        }
    }

    /**
     * One reading.
     *
     * @param cpuNanos time spent on a processor
     * @param waitNanos time spent ready to run, while others had the processor
     */
    public record Reading(long cpuNanos, long waitNanos) {
        static final Reading NONE = new Reading(0, 0);
    }

    /** As it is now; zeros when the thread has ended. */
    public Reading read() {
        if (schedstat == null) {
            return Reading.NONE;
        }
        try {
            schedstat.seek(0);
            return parse(text, schedstat.read(text));
        } catch (IOException e) {
            return Reading.NONE;
        }
    }

    /** The first two of the numbers that spaces separate. */
    static Reading parse(byte[] text, int length) {
        long cpu = 0;
        int at = 0;
        for (; at < length && text[at] != ' '; at++) {
            cpu = 10 * cpu + text[at] - '0';
        }
        long wait = 0;
        for (at++; at < length && text[at] != ' '; at++) {
            wait = 10 * wait + text[at] - '0';
        }
        return length <= 0 ? Reading.NONE : new Reading(cpu, wait);
    }

    @Override
    public void close() {
        if (schedstat != null) {
            try {
                schedstat.close();
            } catch (IOException e) {
                // Nothing was written.
            }
        }
    }
}
