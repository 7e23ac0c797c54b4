package io.streamgauge.run;

import io.streamgauge.arrival.Shard;
import io.streamgauge.load.Chains;
import io.streamgauge.record.SessionTurn;
import io.streamgauge.report.InputsJson;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests of a run by their tickets, encoded before they are due. Any thread. */
sealed interface Requests permits MadeRequests, FileRequests, SessionRequests {
    /**
     * One request.
     *
     * @param tokens of what it says
     * @param images that it carries
     * @param bytes the body is their beginning
     * @param length bytes of the body
     * @param asksForUsage whether the body asks for the server's own token counts
     * @param stripped the same with nothing but the names of its images; null where there is no such thing
     */
    @SuppressWarnings("ArrayRecordComponent") // sent as it is, compared by nobody
    record Request(
            int tokens,
            int images,
            byte[] bytes,
            int length,
            boolean asksForUsage,
            @Nullable Stripped stripped) {
        /** A request of text whose body fills its array. */
        static Request of(int tokens, byte[] body, boolean asksForUsage) {
            return new Request(tokens, 0, body, body.length, asksForUsage, null);
        }

        /** The same with another body, which fills its array. */
        Request with(byte[] body, boolean asksForUsage) {
            return new Request(tokens, images, body, body.length, asksForUsage, stripped);
        }

        /** The body alone. */
        byte[] body() {
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        }
    }

    /** The same one each time until it is {@link #booked}. */
    Request of(int ticket);

    /** It was sent and has ended, and nobody looks at its body any more: nobody will ask for it again. */
    void booked(int ticket);

    /** The body of a request for a server that refuses to be asked for usage. */
    byte[] withoutUsage(int ticket);

    /** Tokens of what a request said. */
    default int inputTokens(int ticket) {
        return of(ticket).tokens();
    }

    /** Images that a request carried. */
    default int images(int ticket) {
        return of(ticket).images();
    }

    /** Which requests follow others. */
    default Chains chains() {
        return Chains.SINGLE;
    }

    /** Which chain a request belongs to: its requests go to one server, and share the mark that no cache knows. */
    default int chain(int ticket) {
        return ticket;
    }

    /** Numbers that are the warm-up's: what is measured has those from here on. */
    int warmupRequests();

    /** Chains that are the warm-up's. */
    default int warmupChains() {
        return warmupRequests();
    }

    /** How many of so many measured chains there are numbers for. */
    default int most(int chains) {
        return chains;
    }

    /** Different measured chains that there are. */
    default int all() {
        throw new IllegalStateException("requests that stand alone are counted by the plan");
    }

    /** Requests of a part's chains among {@code count} from {@code first} on. */
    default int requestsOf(int first, int count, Shard shard) {
        return shard.of(count);
    }

    /** Which turn of a session a request is; null when it stands alone. */
    default @Nullable SessionTurn session(int ticket) {
        return null;
    }

    /** How long the user of a turn was to think before it, until it is {@link #booked}. */
    default long delayNanos(int ticket) {
        return 0;
    }

    /** Memory that a request takes up until it is {@link #booked}, and would not if it had never been sent. */
    default long heldBytes(int ticket) {
        return 0;
    }

    /** Bodies to show beside the results: of all requests that are kept in memory. */
    List<InputsJson.Entry> shown();

    /** What a reader of the results should know, a line each. */
    List<String> notes();

    /** What went wrong, a line each. */
    List<String> troubles();

    /** No more are asked for. */
    void end() throws InterruptedException;
}
