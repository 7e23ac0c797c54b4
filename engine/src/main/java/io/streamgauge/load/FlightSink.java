package io.streamgauge.load;

import io.streamgauge.http.Flight;

/** Takes flights that have ended, and releases them when their contents are kept elsewhere. Called on event loops; must not block. */
@FunctionalInterface
public interface FlightSink {
    void accept(Flight ended);
}
