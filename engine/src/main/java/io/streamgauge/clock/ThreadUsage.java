package io.streamgauge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has given one thread so far, and kept from it: {@code schedstat} of proc(5). Made on the thread itself,
 * read by any; not for hot paths. All zeros where the system does not tell.
 */
public final class ThreadUsage {
    private static final Path CURRENT = Path.of("/proc/thread-self");
    private static final Path PROC = Path.of("/proc");

    private final @Nullable Path schedstat;

    private ThreadUsage(@Nullable Path schedstat) {
        this.schedstat = schedstat;
    }

    /** Of the calling thread. */
    public static ThreadUsage ofCurrent() {
        try {
            return new ThreadUsage(PROC.resolve(Files.readSymbolicLink(CURRENT)).resolve("schedstat"));
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
            String[] fields = Files.readString(schedstat).strip().split(" ", -1);
            return new Reading(Long.parseLong(fields[0]), Long.parseLong(fields[1]));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Reading.NONE;
        }
    }
}
