package io.streamgauge.load;

import io.streamgauge.arrival.Cancellation;
import io.streamgauge.arrival.PrefillLimit;
import io.streamgauge.arrival.Shard;

/**
 * The work of one phase.
 *
 * @param firstTicket number of its first request within the run; of its first chain where requests belong to such
 * @param count its requests, or chains
 * @param durationNanos after this long nothing more is sent; 0 for no limit
 * @param graceNanos how long what is in flight may go on after that before it ends as cancelled
 * @param prefill how many requests may wait for their first token
 * @param cancellation which requests are given up on purpose
 * @param shard which part of all this is sent; {@code count} and the pace's numbers are those of the whole
 * @param startNanos when it starts, on the monotonic clock; absent for at once
 */
public record Stint(
        int firstTicket,
        int count,
        Pace pace,
        long durationNanos,
        long graceNanos,
        PrefillLimit prefill,
        Cancellation cancellation,
        Shard shard,
        long startNanos) {}
