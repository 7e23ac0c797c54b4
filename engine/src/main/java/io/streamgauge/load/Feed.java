package io.streamgauge.load;

/** Decides when a loop's requests start. Each belongs to one loop and is called there. */
sealed interface Feed permits ClosedFeed, OpenFeed {
    /** Starts what can be started from the beginning, and sees to the rest. */
    void begin(LoopShare share);

    /** A request of the share has ended: there is room for another. */
    void ended(LoopShare share);

    /** Whether nothing will be started any more, even if the share were not closed. */
    boolean exhausted();
}
