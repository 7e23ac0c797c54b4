package io.streamgauge.plan;

import io.streamgauge.arrival.PrefillLimit;

/**
 * What is sent before the measured phase, finished before it begins and reported apart.
 *
 * @param shape what decides when its requests, or sessions, start
 * @param requests numbers that are kept for its requests; 0 where there is none, or {@code sessions} says how many
 * @param sessions sessions held, each to its end; 0 where {@code requests} counts their turns, or requests stand alone
 * @param prefill how many requests may wait for their first token
 * @param timeBox how long it may take
 */
public record WarmupPlan(LoadShape shape, int requests, int sessions, PrefillLimit prefill, LoadPlan.TimeBox timeBox) {
    /** Numbers that are kept where the time alone ends it: the first measured request has this one. */
    public static final int OPEN_ENDED = 100_000_000;

    public WarmupPlan {
        if (requests < 0 || requests > OPEN_ENDED || sessions < 0 || (requests > 0 && sessions > 0)) {
            throw new IllegalArgumentException("warm-up of " + requests + " requests, " + sessions + " sessions");
        }
        if (requests == OPEN_ENDED && timeBox.durationNanos() == 0) {
            throw new IllegalArgumentException("a warm-up without an end");
        }
    }

    public boolean isThere() {
        return requests > 0 || sessions > 0;
    }

    /** Whether nothing but time ends it. */
    public boolean isOpenEnded() {
        return requests == OPEN_ENDED;
    }

    /** Its requests as far as they are known beforehand; 0 where they are not. */
    public int known() {
        return isOpenEnded() ? 0 : requests;
    }
}
