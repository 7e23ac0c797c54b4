package io.streamgauge.clock;

/** A source of monotonic time; any thread may read it. */
public interface Clock {
    /** Nanoseconds since an arbitrary origin; only differences mean something. Allocates nothing. */
    long nanos();

    /** The clock of {@link System#nanoTime()}, which on Linux is CLOCK_MONOTONIC and so is shared by all processes of a host. */
    static Clock monotonic() {
        return System::nanoTime;
    }
}
