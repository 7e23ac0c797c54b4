package io.streamgauge.run;

import io.streamgauge.http.Flight;

/** When the next turn of a session is due. */
interface TurnPace {
    /** As long after the answer as its user thinks. */
    TurnPace THINKING = (last, startedNanos, next) -> last.endNanos() + next.delayNanos();

    /**
     * The moment on the monotonic clock; one that is past for at once.
     *
     * @param last the turn before, which was answered
     * @param startedNanos when that one could be sent: when it was due, or when the answer before it came
     */
    long dueNanos(Flight last, long startedNanos, SessionScript.Turn next);

    /**
     * Every so often, and never before the answer: a user who has waited for one goes on from there.
     *
     * @param gapNanos from one turn of a user to the next
     */
    static TurnPace every(long gapNanos) {
        return (last, startedNanos, next) -> startedNanos + gapNanos;
    }
}
