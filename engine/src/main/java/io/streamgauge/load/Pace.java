package io.streamgauge.load;

/** What decides when a request starts. */
public sealed interface Pace {
    /**
     * Each request that ends starts the next.
     *
     * @param concurrency requests in flight at once, at least 1
     * @param rampNanos over how long the first ones are spread, evenly
     */
    record Closed(int concurrency, long rampNanos) implements Pace {}

    /**
     * Requests start when they are due.
     *
     * @param dueNanos from the start of the phase, never decreasing; not copied
     * @param maxInFlight requests in flight at once, beyond which those that are due wait; 0 for no limit
     */
    @SuppressWarnings("ArrayRecordComponent") // one number for each request of a long run; compared by nobody
    record Open(long[] dueNanos, int maxInFlight) implements Pace {}

    /**
     * Users who take turns evenly, each waiting for its own last answer.
     *
     * @param users at least one
     * @param gapNanos from one request of any to the next of another
     */
    record Users(int users, double gapNanos) implements Pace {}
}
