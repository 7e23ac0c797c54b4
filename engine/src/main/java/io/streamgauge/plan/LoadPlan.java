package io.streamgauge.plan;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;
import io.streamgauge.search.Saturation;
import org.jspecify.annotations.Nullable;

/**
 * How the load is applied.
 *
 * @param shape what decides when a request starts
 * @param sessions what requests are turns of; null where each stands alone
 * @param requestCount measured requests; 0 when only the time, or the number of sessions, ends the run
 * @param warmup what is sent before the measured phase
 * @param prefill how many requests may wait for their first token
 * @param timeBox how long the measured phase may take
 * @param errors what failures lead to
 * @param saturation when a server that falls behind ends the run; null for never
 * @param cancellation which requests the client gives up on purpose
 * @param windows the run ends when measurements agree; null when it does not
 * @param cutOuts what of the measured phase does not count
 * @param shard which part of all this is sent from here; the numbers are those of the whole
 * @param startAtEpochNanos when the measured phase begins, in nanoseconds since 1970; 0 for as soon as it can
 */
public record LoadPlan(
        LoadShape shape,
        @Nullable SessionPlan sessions,
        int requestCount,
        WarmupPlan warmup,
        PrefillLimit prefill,
        TimeBox timeBox,
        ErrorLimit errors,
        Saturation.@Nullable Rule saturation,
        Cancellation cancellation,
        @Nullable Windows windows,
        CutOuts cutOuts,
        Shard shard,
        long startAtEpochNanos) {

    /**
     * How long a phase may take.
     *
     * @param durationNanos after this long nothing more is sent; 0 for no limit
     * @param graceNanos how long requests in flight may go on after it before they end as cancelled
     */
    public record TimeBox(long durationNanos, long graceNanos) {
        public static final TimeBox NONE = new TimeBox(0, 0);

        /** A grace that no run outlasts, and that can be added to any moment of one. */
        public static final long UNENDING = Long.MAX_VALUE / 4;

        public TimeBox {
            if (durationNanos < 0 || graceNanos < 0) {
                throw new IllegalArgumentException("duration " + durationNanos + ", grace " + graceNanos);
            }
        }
    }

    /**
     * What failures lead to.
     *
     * @param count failed requests that end the run early; 0 for any number
     * @param share the same as a share of ended requests, above 0 to 1; 0 for any share
     * @param retries how often a request that failed is sent again before it counts as failed
     */
    public record ErrorLimit(int count, double share, int retries) {
        public static final ErrorLimit NONE = new ErrorLimit(0, 0, 0);

        public ErrorLimit {
            if (count < 0 || retries < 0 || !(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("errors " + count + ", share " + share + ", retries " + retries);
            }
        }
    }

    /**
     * Windows of time that end the run when the last three of them agree.
     *
     * @param stability how much more the largest throughput or mean latency may be than the smallest, 0.1 for a tenth
     * @param most windows, after which the run ends in any case
     */
    public record Windows(long lengthNanos, double stability, int most) {
        public Windows {
            if (lengthNanos < 1 || !(stability >= 0) || most < 3) {
                throw new IllegalArgumentException("window " + lengthNanos + ", stability " + stability + ", " + most);
            }
        }
    }

    /** Measured things that are started, sessions or else requests; 0 where no number was asked for. */
    public int count() {
        return sessions == null ? requestCount : sessions.count();
    }

    /** The load as directories are named by it. */
    public String label() {
        return (sessions == null ? "" : "session_") + shape.label();
    }

    public LoadPlan {
        boolean endless = requestCount == 0 && sessions == null && timeBox.durationNanos() == 0;
        if (requestCount < 0 || endless) {
            throw new IllegalArgumentException("requests " + requestCount);
        }
    }
}
