package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the kernel knows of its wall clock's agreement with the world: adjtimex(2).
 *
 * @param known whether this system can tell
 * @param synchronised whether a time service keeps the clock
 * @param maxErrorMicros how far it may be off at most, in microseconds
 */
public record WallDiscipline(boolean known, boolean synchronised, long maxErrorMicros) {
    private static final long TIMEX_BYTES = 208;
    private static final long MAX_ERROR_AT = 24;
    private static final int TIME_ERROR = 5;

    /** The state of the wall clock at this moment. */
    public static WallDiscipline now() {
        if (!Kernel.IS_LINUX) {
            return new WallDiscipline(false, false, 0);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Kernel.callState());
            // No mode is set, so nothing is changed and no privilege is needed.
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            int status = call(state, timex);
            boolean known = status >= 0;
            return new WallDiscipline(
                    known, known && status != TIME_ERROR, known ? timex.get(ValueLayout.JAVA_LONG, MAX_ERROR_AT) : 0);
        }
    }

    private static int call(MemorySegment state, MemorySegment timex) {
        try {
            return Kernel.call("adjtimex", state, timex.address(), 0, 0);
        } catch (UnsupportedOperationException missing) {
            return -1;
        }
    }

    /** In words, for files and messages. */
    public String text() {
        if (!known) {
            return "unknown";
        }
        return synchronised ? "kept, off by at most " + maxErrorMicros + " us" : "kept by no time service";
    }
}
