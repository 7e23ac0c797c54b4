package io.streamgauge.dataset;

/**
 * How the times of an agent's trace are followed.
 *
 * @param thinkTimesOnly whether a turn waits as long as the trace itself says that was thought before it, in place of the time from
 *     the end of one request to the begin of the next
 * @param idleSeconds no longer time than this passes in a session from one request to the next; infinite for as long as it was
 */
public record TraceTiming(boolean thinkTimesOnly, double idleSeconds) {
    /** As it was. */
    public static final TraceTiming RECORDED = new TraceTiming(false, Double.POSITIVE_INFINITY);

    public TraceTiming {
        if (!(idleSeconds >= 0)) {
            throw new IllegalArgumentException("idle seconds: " + idleSeconds);
        }
    }
}
