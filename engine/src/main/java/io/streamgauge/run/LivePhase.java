package io.streamgauge.run;

/**
 * A phase as the live view needs it.
 *
 * @param name as a reader calls it
 * @param startNanos when it began
 * @param planned its requests, 0 when the time ends it
 * @param durationNanos after this long it sends nothing more, 0 for no limit
 */
record LivePhase(String name, long startNanos, long planned, long durationNanos) {
    static final LivePhase NONE = new LivePhase("", 0, 0, 0);

    /** How far it is, 0 to 1; NaN when nothing tells. */
    double progress(long over, double elapsedSeconds) {
        double byCount = planned == 0 ? Double.NaN : (double) over / planned;
        double byTime = durationNanos == 0 ? Double.NaN : Math.min(1, elapsedSeconds / (durationNanos / 1e9));
        return Double.isNaN(byCount) ? byTime : Double.isNaN(byTime) ? byCount : Math.max(byCount, byTime);
    }
}
