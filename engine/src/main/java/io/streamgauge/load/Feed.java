package io.streamgauge.load;

import io.streamgauge.http.Flight;

/** Decides when a loop's requests start. Each belongs to one loop and is called there. */
sealed interface Feed permits ClosedFeed, OpenFeed, UserFeed {
    /** Starts what can be started from the beginning, and sees to the rest. */
    void begin(LoopShare share);

    /** A request of the share has ended: there is room for another. */
    void ended(LoopShare share, Flight flight);

    /** Whether nothing will be started any more, even if the share were not closed. */
    boolean exhausted();
}
