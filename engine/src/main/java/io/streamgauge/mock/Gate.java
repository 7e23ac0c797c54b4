package io.streamgauge.mock;

/** The server's front door, for the faults that befall all clients at once. Any thread. */
interface Gate {
    /** Refuses connections for so long. */
    void refuse(long nanos);

    /** Resets all connections and refuses new ones for so long. */
    void restart(long nanos);
}
