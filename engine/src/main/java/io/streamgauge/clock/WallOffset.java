package io.streamgauge.clock;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Carries CLOCK_REALTIME to the monotonic clock. On Linux both advance at one rate, whatever a time daemon does to it; only
 * a step of the wall clock changes their difference. So the difference is measured again and again, the measurement with
 * the least doubt is kept, and one that contradicts it is taken for a step. One thread; allocates nothing per sample.
 */
public final class WallOffset implements AutoCloseable {
    private static final int CLOCK_REALTIME = 0;
    private static final int TRIES = 4;

    private static final MethodHandle CLOCK_GETTIME =
            Kernel.quickFunction("clock_gettime", Kernel.returningInt(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment time = arena.allocate(2L * Long.BYTES, Long.BYTES);
    private long offsetNanos;
    private long doubtNanos = Long.MAX_VALUE / 4;
    private int steps;

    /** The difference as it is now. */
    public WallOffset() {
        sample();
        steps = 0;
    }

    /** Measures once more; true when the wall clock was stepped since the last time. */
    public boolean sample() {
        long offset = 0;
        long width = Long.MAX_VALUE / 4;
        for (int i = 0; i < TRIES; i++) {
            long before = System.nanoTime();
            long wall = realtimeNanos();
            long tried = System.nanoTime() - before;
            if (tried < width) {
                width = tried;
                offset = wall - (before + tried / 2);
            }
        }
        return accept(offset, width / 2 + 1);
    }

    /** Takes a measurement that is right within the doubt; true when it contradicts what was known. */
    boolean accept(long offset, long doubt) {
        boolean step = Math.abs(offset - offsetNanos) > doubt + doubtNanos;
        if (step) {
            steps++;
        }
        if (step || doubt < doubtNanos) {
            offsetNanos = offset;
            doubtNanos = doubt;
        }
        return step;
    }

    private long realtimeNanos() {
        try {
            if ((int) CLOCK_GETTIME.invokeExact(CLOCK_REALTIME, time) != 0) {
                throw new IllegalStateException("CLOCK_REALTIME cannot be read");
            }
        } catch (Throwable e) {
            throw Kernel.broken(e);
        }
        return time.get(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L + time.get(ValueLayout.JAVA_LONG, Long.BYTES);
    }

    /** The monotonic time of a moment on CLOCK_REALTIME. */
    public long toMonotonic(long realtimeNanos) {
        return realtimeNanos - offsetNanos;
    }

    /** How far the difference may be off. */
    public long doubtNanos() {
        return doubtNanos;
    }

    /** How often the wall clock was stepped. */
    public int steps() {
        return steps;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
