package io.streamgauge.run;

import io.streamgauge.dataset.Entry;
import io.streamgauge.http.Flight;

/** When the next turn of a session is due. */
interface TurnPace {
    /** As long after the answer as its user thinks. */
    TurnPace THINKING = (last, startedNanos, said, next) -> last.endNanos() + next.delayNanos();

    /**
     * The moment on the monotonic clock; one that is past for at once.
     *
     * @param last the turn before, which was answered
     * @param startedNanos when that one could be sent: when it was due, or when the answer before it came
     * @param said what it said
     */
    long dueNanos(Flight last, long startedNanos, SessionScript.Turn said, SessionScript.Turn next);

    /**
     * Every so often, and never before the answer: a user who has waited for one goes on from there.
     *
     * @param gapNanos from one turn of a user to the next
     */
    static TurnPace every(long gapNanos) {
        return (last, startedNanos, said, next) -> startedNanos + gapNanos;
    }

    /**
     * As long after the turn before as in the trace, where it says when both were sent; else as its user thinks.
     *
     * @param speed how many times as fast as the trace
     */
    static TurnPace recorded(double speed) {
        return (last, startedNanos, said, next) -> said.atNanos() == Entry.ABSENT || next.atNanos() == Entry.ABSENT
                ? THINKING.dueNanos(last, startedNanos, said, next)
                : last.dueNanos() + Math.round((next.atNanos() - said.atNanos()) / speed);
    }
}
