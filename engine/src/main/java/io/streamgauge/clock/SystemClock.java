package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** The kernel's other clocks, clock_gettime(2). Any thread; allocates a little per reading. */
enum SystemClock {
    /** Processor time of all threads of this process. */
    PROCESS_CPU(2);

    private static final MethodHandle CLOCK_GETTIME =
            Kernel.quickFunction("clock_gettime", Kernel.returningInt(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private final int number;

    SystemClock(int number) {
        this.number = number;
    }

    /** The clock's time in nanoseconds. */
    long nanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(2L * Long.BYTES, Long.BYTES);
            if ((int) CLOCK_GETTIME.invokeExact(number, time) != 0) {
                throw new IllegalStateException("clock " + number + " cannot be read");
            }
            return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
        } catch (IllegalStateException e) {
            throw e;
        } catch (Throwable e) {
            throw Kernel.broken(e);
        }
    }
}
