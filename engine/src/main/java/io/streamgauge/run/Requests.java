package io.streamgauge.run;

import io.streamgauge.endpoint.BodyOptions;
import io.streamgauge.prompt.Prompt;
import java.util.List;

/** The requests of a run by their tickets, encoded before they are due. Any thread. */
sealed interface Requests permits MadeRequests, FileRequests {
    /**
     * One request.
     *
     * @param options what its body says beside the prompt
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, compared by nobody
    record Request(Prompt prompt, byte[] body, BodyOptions options) {}

    /** The same one each time until it is {@link #booked}. */
    Request of(int ticket);

    /** It was sent and has ended: nobody will ask for it again. */
    void booked(int ticket);

    /** Bodies to show beside the results: of all requests that are kept in memory. */
    List<byte[]> shown();

    /** What a reader of the results should know, a line each. */
    List<String> notes();

    /** What went wrong, a line each. */
    List<String> troubles();

    /** No more are asked for. */
    void end() throws InterruptedException;
}
