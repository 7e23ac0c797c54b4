package io.streamgauge.load;

import io.streamgauge.http.Flight;

/** Takes flights that have ended, and releases them when their contents are kept elsewhere. Called on event loops; must not block. */
@FunctionalInterface
public interface FlightSink {
    void accept(Flight ended);

    /**
     * Whether so much of what has ended is kept here that nothing more should begin.
     *
     * @param whenRoom run once, on any thread, when there is room again; never where the answer is no
     */
    default boolean isFull(Runnable whenRoom) {
        return false;
    }
}
