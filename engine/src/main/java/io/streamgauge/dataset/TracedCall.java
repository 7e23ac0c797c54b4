package io.streamgauge.dataset;

/**
 * A request that an agent sent, as a trace tells it. Times count from any moment that is the same in all of its session.
 *
 * @param startSeconds when it was sent
 * @param tookSeconds until it was answered; 0 where nobody knows
 * @param thoughtSeconds what the trace itself says of the time from the answer before; NaN where it says nothing
 */
record TracedCall(double startSeconds, double tookSeconds, double thoughtSeconds, Entry entry) {
    double endSeconds() {
        return startSeconds + tookSeconds;
    }
}
