package io.streamgauge.record;

import org.jspecify.annotations.Nullable;

/**
 * One request from its send to its end. All times are {@link System#nanoTime()} nanoseconds; {@link #ABSENT} where the
 * moment never came.
 *
 * @param request number of the request within its run, from 0, warm-up included
 * @param phase warm-up or measured
 * @param responseId the id that the server gave its answer
 * @param status how the request ended
 * @param httpStatus status of the answer, 0 when there was none
 * @param error one line on what went wrong, null when nothing did
 * @param dueNanos when the schedule wanted the request sent; equals the send time in closed-loop runs
 * @param sentNanos just before the request was written, on a connection that was there by then
 * @param firstByteNanos arrival of the first byte of the answer
 * @param tokenTimes arrival of each event that carried output text
 * @param firstAnswerNanos arrival of the first text that is answer, not reasoning
 * @param endNanos when the answer was complete, or the failure known
 * @param isl input tokens, as counted by the client's tokenizer
 * @param osl output tokens, as counted by the client's tokenizer over the output text
 * @param usage the server's own count, null when it gave none
 * @param coalesced token events that shared a socket read, and so a stamp, with an earlier one of this request
 * @param stamp where the receive times come from
 * @param connectNanos time spent on making the connection, 0 when one was reused
 * @param finishReason what the server gave as the reason of the end
 * @param retries how often it had been sent before; its times are of the last attempt
 * @param images that it carried beside its text
 * @param session which turn of a session it is; null when it stands alone
 */
public record RequestRecord(
        int request,
        Phase phase,
        @Nullable String responseId,
        Status status,
        int httpStatus,
        @Nullable String error,
        long dueNanos,
        long sentNanos,
        long firstByteNanos,
        TokenTimes tokenTimes,
        long firstAnswerNanos,
        long endNanos,
        int isl,
        int osl,
        @Nullable Usage usage,
        int coalesced,
        Stamp stamp,
        long connectNanos,
        @Nullable String finishReason,
        int retries,
        int images,
        @Nullable SessionTurn session) {
    /** Stands for a moment that never came; {@code null} in the record file. */
    public static final long ABSENT = Long.MIN_VALUE;

    public RequestRecord {
        check("request", request);
        check("httpStatus", httpStatus);
        check("isl", isl);
        check("osl", osl);
        check("coalesced", coalesced);
        check("connectNanos", connectNanos);
        check("retries", retries);
        check("images", images);
    }

    /**
     * The same request under a number that is {@code numbers} higher, on a clock that is {@code nanos} ahead. Its session has
     * another name too where the number is another.
     */
    public RequestRecord shiftedBy(int numbers, long nanos) {
        return new RequestRecord(
                request + numbers,
                phase,
                responseId,
                status,
                httpStatus,
                error,
                shifted(dueNanos, nanos),
                shifted(sentNanos, nanos),
                shifted(firstByteNanos, nanos),
                tokenTimes.shiftedBy(nanos),
                shifted(firstAnswerNanos, nanos),
                shifted(endNanos, nanos),
                isl,
                osl,
                usage,
                coalesced,
                stamp,
                connectNanos,
                finishReason,
                retries,
                images,
                numbers == 0 || session == null
                        ? session
                        : new SessionTurn(session.session() + "+" + numbers, session.turn(), session.turns()));
    }

    private static long shifted(long moment, long nanos) {
        return moment == ABSENT ? ABSENT : moment + nanos;
    }

    private static void check(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must not be negative, was " + value);
        }
    }

    /** Whether this request belongs to the measured phase and ended well. */
    public boolean isMeasuredOk() {
        return phase == Phase.MEASURE && status == Status.OK;
    }
}
