package io.streamgauge.run;

import io.streamgauge.dataset.Entry;

/** When the next turn of a session is due. */
interface TurnPace {
    /** As long after the answer as its user thinks. */
    TurnPace THINKING = (last, said, next) -> last.endNanos() + next.delayNanos();

    /**
     * What became of the turn that another one waited for; of several the last that ended. Of a turn that begins with its session
     * all three are the session's begin.
     *
     * @param dueNanos when it was due
     * @param startedNanos when it could be sent: when it was due, or when the answer before it came
     * @param endNanos when it was answered
     */
    record Passed(long dueNanos, long startedNanos, long endNanos) {
        static Passed begin(long nanos) {
            return new Passed(nanos, nanos, nanos);
        }
    }

    /**
     * The moment on the monotonic clock; one that is past for at once.
     *
     * @param said what that turn said
     */
    long dueNanos(Passed last, SessionScript.Turn said, SessionScript.Turn next);

    /**
     * Every so often, and never before the answer: a user who has waited for one goes on from there.
     *
     * @param gapNanos from one turn of a user to the next
     */
    static TurnPace every(long gapNanos) {
        return (last, said, next) -> last.startedNanos() + gapNanos;
    }

    /**
     * As long after the turn before as in the trace, where it says when both were sent; else as its user thinks.
     *
     * @param speed how many times as fast as the trace
     */
    static TurnPace recorded(double speed) {
        return (last, said, next) -> said.atNanos() == Entry.ABSENT || next.atNanos() == Entry.ABSENT
                ? THINKING.dueNanos(last, said, next)
                : last.dueNanos() + Math.round((next.atNanos() - said.atNanos()) / speed);
    }
}
