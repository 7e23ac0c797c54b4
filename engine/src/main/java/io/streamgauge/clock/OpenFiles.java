package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How many files and sockets this process may have open: RLIMIT_NOFILE, setrlimit(2). */
public final class OpenFiles {
    private static final int RLIMIT_NOFILE = 7;

    private OpenFiles() {}

    /**
     * Sees to it that {@code needed} files and sockets can be open at once, by raising the soft limit as far as it takes.
     *
     * @throws IllegalStateException in one line with the number needed, where the hard limit is lower
     */
    public static void ensure(long needed) {
        if (!Kernel.IS_LINUX) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            MemorySegment limits = arena.allocate(2L * Long.BYTES, Long.BYTES);
            call("getrlimit", state, limits);
            long soft = limits.get(ValueLayout.JAVA_LONG, 0);
            long hard = limits.get(ValueLayout.JAVA_LONG, Long.BYTES);
            if (Long.compareUnsigned(soft, needed) >= 0) {
                return;
            }
            if (Long.compareUnsigned(hard, needed) < 0) {
                throw new IllegalStateException("this needs " + needed + " open files, and the hard limit is " + hard
                        + "; raise it with 'ulimit -Hn " + needed + "' as root, or lower the concurrency");
            }
            limits.set(ValueLayout.JAVA_LONG, 0, needed);
            if (call("setrlimit", state, limits) != 0) {
                throw new IllegalStateException("this needs " + needed + " open files, and the limit of " + soft
                        + " cannot be raised (errno " + Kernel.errno(state) + "); try 'ulimit -n " + needed + "'");
            }
        }
    }

    private static int call(String name, MemorySegment state, MemorySegment limits) {
        return Kernel.call(name, state, RLIMIT_NOFILE, limits.address(), 0);
    }
}
