package io.streamgauge.telemetry;

import org.jspecify.annotations.Nullable;

/** What is read again and again through a run. One thread. */
interface Watched {
    /** Looks whether there is anything to read at all, and reads it. */
    boolean find();

    /** Reads it again. */
    void read();

    /** What was read last; null when that failed. */
    @Nullable
    MetricsPage last();

    /** What it is told apart by. */
    String address();
}
