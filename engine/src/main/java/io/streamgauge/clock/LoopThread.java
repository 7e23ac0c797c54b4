package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * How the kernel schedules the calling thread, and on which processors: sched(7). Only the calling thread: raised as a
 * whole, a JVM's compiler threads would compete with what matters at its own level.
 */
public final class LoopThread {
    private static final int SCHED_FIFO = 1;
    private static final int REALTIME_PRIORITY = 20;
    private static final int PRIO_PROCESS = 0;
    private static final int HIGH_NICENESS = -15;
    private static final int MASK_BYTES = 1024;

    private LoopThread() {}

    /**
     * First in, first out, before all normal threads.
     *
     * @throws IllegalStateException in one line, where this is not allowed
     */
    public static void raiseToRealtime() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            MemorySegment parameter = arena.allocateFrom(ValueLayout.JAVA_INT, REALTIME_PRIORITY);
            check(
                    Kernel.call("sched_setscheduler", state, 0, SCHED_FIFO, parameter.address()),
                    state,
                    "real-time priority",
                    "run as root, grant CAP_SYS_NICE, or raise the limit with 'ulimit -r 20'");
        }
    }

    /**
     * Before other normal threads, by niceness.
     *
     * @throws IllegalStateException in one line, where this is not allowed
     */
    public static void raiseToHigh() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            // For Linux a "process" of 0 is the calling thread.
            check(
                    Kernel.call("setpriority", state, PRIO_PROCESS, 0, HIGH_NICENESS),
                    state,
                    "high priority",
                    "run as root, grant CAP_SYS_NICE, or raise the limit with 'ulimit -e 35'");
        }
    }

    /**
     * Only on these processors.
     *
     * @throws IllegalStateException in one line, where there is none of them
     */
    public static void pinTo(List<Integer> cpus) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
            for (int cpu : cpus) {
                if (cpu < 0 || cpu >= MASK_BYTES * Byte.SIZE) {
                    throw new IllegalStateException("there is no processor " + cpu + " here; see lscpu");
                }
                int at = cpu / Byte.SIZE;
                mask.set(
                        ValueLayout.JAVA_BYTE, at, (byte) (mask.get(ValueLayout.JAVA_BYTE, at) | 1 << cpu % Byte.SIZE));
            }
            check(
                    Kernel.call("sched_setaffinity", state, 0, MASK_BYTES, mask.address()),
                    state,
                    "running on processors " + cpus,
                    "choose among those of 'taskset -p $$'");
        }
    }

    private static void check(int result, MemorySegment state, String what, String remedy) {
        if (result != 0) {
            int errno = Kernel.errno(state);
            throw new IllegalStateException(
                    what + (errno == Kernel.EPERM ? " is not permitted" : " is refused (errno " + errno + ")") + "; "
                            + remedy);
        }
    }
}
