package io.streamgauge.load;

/** Decides when a loop's requests start. Each belongs to one loop and is called there. */
sealed interface Feed permits ClosedFeed, OpenFeed, UserFeed {
    /** Starts what can be started from the beginning, and sees to the rest. */
    void begin(LoopShare share);

    /**
     * A chain of the share has ended: there is room for another.
     *
     * @param ticket its last request
     */
    void ended(LoopShare share, int ticket);

    /** Whether nothing will be started any more, even if the share were not closed. */
    boolean exhausted();
}
