package io.streamgauge.http;

import io.streamgauge.record.RequestRecord;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import io.streamgauge.record.TokenTimes;
import io.streamgauge.record.Usage;
import io.streamgauge.sse.SlabPool;
import io.streamgauge.sse.TextKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request in flight and all that came of it. Pooled: {@link HttpLoop#newFlight} hands one out, {@link #request} fills
 * it, {@link HttpLoop#start} sends it, {@link FlightListener#ended} tells that it is over, {@link #release} gives it
 * back. Owned by its loop until it has ended, by whoever the listener hands it to from then on; no two threads at once.
 *
 * <p>Times are nanoseconds of {@link System#nanoTime()}, {@link RequestRecord#ABSENT} where the moment never came. Texts
 * are off the heap. Allocates nothing per token: what an answer takes comes from its loop's pool and goes back to it.
 */
public final class Flight {
    /** In place of a session's number: the request is of none. */
    public static final int NO_SESSION = -1;

    private static final int NO_SLOT = -1;
    private static final long STALE_NANOS = 1_000_000_000L;
    private static final byte[] NO_BODY = {};

    private final HttpLoop loop;
    private final Output output;
    private final @Nullable BodyPieces pieces;

    private @Nullable Route route;
    private @Nullable FlightListener listener;
    private int origin;
    private byte[] body = NO_BODY;
    private int bodyLength;
    private int session;
    private int ticket;
    private long dueNanos;

    private @Nullable Status status;
    private @Nullable String error;
    private int httpStatus;
    private Stamp stamp = Stamp.USER;
    private long startedNanos;
    private long connectStartNanos;
    private long connectNanos;
    private long sentNanos;
    private long firstByteNanos;
    private long endNanos;
    private int retries;
    private boolean resent;
    private @Nullable String retryAfter;

    /** The connection that carries this flight; null before and after. */
    @Nullable
    Connection connection;

    /** Links of {@link DeadlineWheel}. */
    @Nullable
    Flight nextInSlot;

    @Nullable
    Flight previousInSlot;

    int slot = NO_SLOT;

    /** @param pieces what keeps the answer's body; null to keep none of it */
    Flight(HttpLoop loop, SlabPool pool, @Nullable BodyPieces pieces) {
        this.loop = loop;
        this.pieces = pieces;
        this.output = new Output(pool);
        reset();
    }

    void reset() {
        output.reset();
        if (pieces != null) {
            pieces.reset();
        }
        route = null;
        listener = null;
        body = NO_BODY;
        bodyLength = 0;
        session = NO_SESSION;
        status = null;
        error = null;
        httpStatus = 0;
        connectNanos = 0;
        connectStartNanos = sentNanos = firstByteNanos = endNanos = RequestRecord.ABSENT;
        retries = 0;
        resent = false;
        retryAfter = null;
    }

    // ---- filled before the start ----

    /**
     * Says what to send.
     *
     * @param path the kind of request
     * @param originIndex which of the client's origins to send to
     * @param bodyBytes the body, not copied and not to be changed until the flight has ended
     * @param whenEnded who is told of the end
     */
    public Flight request(Route path, int originIndex, byte[] bodyBytes, FlightListener whenEnded) {
        return request(path, originIndex, bodyBytes, bodyBytes.length, whenEnded);
    }

    /**
     * The same with a body that does not fill its array.
     *
     * @param length bytes of the body, from the array's beginning
     */
    public Flight request(Route path, int originIndex, byte[] bodyBytes, int length, FlightListener whenEnded) {
        route = path;
        origin = originIndex;
        body = bodyBytes;
        bodyLength = length;
        listener = whenEnded;
        return this;
    }

    /** Says which session it is of: one that may have connections of its own, until {@link HttpLoop#sessionOver}. */
    public Flight session(int number) {
        session = number;
        return this;
    }

    int session() {
        return session;
    }

    /** Two numbers of the caller's, kept unread: which request this is, and when it was due. */
    public Flight ticket(int number, long due) {
        ticket = number;
        dueNanos = due;
        return this;
    }

    public int ticket() {
        return ticket;
    }

    /** Says how often this request has been sent before. */
    public Flight retries(int before) {
        retries = before;
        return this;
    }

    public long dueNanos() {
        return dueNanos;
    }

    /** The body sent; of use until the flight is given back. */
    public byte[] body() {
        return bodyLength == body.length ? body : Arrays.copyOf(body, bodyLength);
    }

    byte[] bodyBytes() {
        return body;
    }

    /** Bytes of the body sent. */
    public int bodyLength() {
        return bodyLength;
    }

    // ---- read after the end ----

    public HttpLoop loop() {
        return loop;
    }

    /** How it ended. */
    public Status status() {
        if (status == null) {
            throw new IllegalStateException("the flight has not ended");
        }
        return status;
    }

    /** One line on what went wrong; null when nothing did. */
    public @Nullable String error() {
        return error;
    }

    /** Status of the answer, 0 when there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /** Which of the client's origins it went to. */
    public int origin() {
        return origin;
    }

    /** How often it was sent before the attempt that this flight tells of. */
    public int retries() {
        return retries;
    }

    /** The server's {@code Retry-After}; null where it gave none. */
    public @Nullable String retryAfter() {
        return retryAfter;
    }

    public @Nullable String responseId() {
        return output.responseId();
    }

    public @Nullable String finishReason() {
        return output.finishReason();
    }

    public Stamp stamp() {
        return stamp;
    }

    /** Time spent on making the connection, TLS included; 0 when one was reused. It is no part of any latency. */
    public long connectNanos() {
        return connectNanos;
    }

    /** Just before the request was written; for a flight that got no connection, when it asked for one. */
    public long sentNanos() {
        return sentNanos != RequestRecord.ABSENT ? sentNanos : startedNanos;
    }

    /** Arrival of the first byte of the answer. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** Arrival of the first text that is an answer, not reasoning or a tool call. */
    public long firstAnswerNanos() {
        return output.firstAnswerNanos();
    }

    /** Arrival of the answer's last byte, or when the failure was known. */
    public long endNanos() {
        return endNanos;
    }

    /** Token events that shared a read with an earlier one of this flight. */
    public int coalesced() {
        return output.coalesced();
    }

    /** Number of events that carried output text. */
    public int tokens() {
        return output.tokens();
    }

    /** Arrival of the first event that carried output text, absent before it. */
    public long firstTokenNanos() {
        return output.firstTokenNanos();
    }

    /** Arrival of the latest event that carried output text, absent before the first. */
    public long lastTokenNanos() {
        return output.lastTokenNanos();
    }

    /** Arrival of each event that carried output text. */
    public TokenTimes tokenTimes() {
        return output.tokenTimes();
    }

    /** The server's own count; null when it gave none. */
    public @Nullable Usage usage() {
        return output.usage();
    }

    /** Turns the output text from escaped JSON into UTF-8. Not for the loop: it walks all of it. */
    public void unescape() {
        output.text().unescape();
    }

    /** The output text of all kinds in order of arrival: escaped JSON before {@link #unescape}, UTF-8 after. Put together at the first call. */
    public byte[] text() {
        return output.text().bytes();
    }

    /** Copies the output text, as it is by then, to the beginning of {@code target}, where {@link #textBytes} find room. */
    public void copyText(ByteBuffer target) {
        output.text().copyTo(target);
    }

    public int textBytes() {
        return output.text().length();
    }

    /** Bytes of the answer that are kept: its text, and its body where the client keeps bodies. */
    public long answerBytes() {
        return (long) textBytes() + (pieces == null ? 0 : pieces.length());
    }

    /** Tells each run of output text, in order: one for each text of each token event. */
    public void forEachRun(RunVisitor visitor) {
        output.text().forEachRun(visitor);
    }

    /** Who is told of runs of output text. */
    @FunctionalInterface
    public interface RunVisitor {
        /**
         * A run of text.
         *
         * @param event index of the token event, as in {@link #tokenTimes}
         * @param kind what the text is for
         * @param from first byte in {@link #text}
         * @param to end in {@link #text}
         */
        void run(int event, TextKind kind, int from, int to);
    }

    /** The answer's body as it came, put together for each call; empty unless the client keeps bodies ({@link HttpSettings#keepsBodies}). */
    public byte[] answerBody() {
        return pieces == null ? NO_BODY : pieces.bytes();
    }

    /** Number of pieces that the answer's body came in; 0 unless the client keeps bodies. */
    public int pieces() {
        return pieces == null ? 0 : pieces.count();
    }

    /** Whether {@link #answerBody} is all of it, and not just what was within the limit of an answer. */
    public boolean hasWholeBody() {
        return pieces != null && pieces.isWhole();
    }

    /** Tells each piece of the answer's body, in order: an HTTP chunk, or the part of one that one read brought. */
    public void forEachPiece(PieceVisitor visitor) {
        if (pieces != null) {
            pieces.forEach(visitor);
        }
    }

    /** Who is told of pieces of the answer's body. */
    @FunctionalInterface
    public interface PieceVisitor {
        /**
         * A piece.
         *
         * @param nanos when it came
         * @param from first byte in {@link #answerBody}
         * @param to end in {@link #answerBody}
         */
        void piece(long nanos, int from, int to);
    }

    /** Gives the flight back to its loop. Any thread, once, after the end. */
    public void release() {
        // It may lie there for long: nobody is to have it again before the next request.
        output.text().forget();
        loop.takeBack(this);
    }

    // ---- on the loop ----

    Route route() {
        if (route == null) {
            throw new IllegalStateException("the flight has no request");
        }
        return route;
    }

    boolean hasEnded() {
        return status != null;
    }

    boolean isSent() {
        return sentNanos != RequestRecord.ABSENT;
    }

    void started(long nanos) {
        startedNanos = nanos;
    }

    void connecting(long nanos) {
        connectStartNanos = nanos;
    }

    void connected(long nanos) {
        connectNanos = Math.max(1, nanos - connectStartNanos);
    }

    void sent(long nanos, Stamp source) {
        sentNanos = nanos;
        stamp = source;
    }

    /**
     * Whether it may go out once more after its reused connection turned out closed; true once, and only so soon after the
     * send that the server can have closed it before it knew of the request. Later it is the request that the server dropped.
     */
    boolean mayResend(long now) {
        return !resent && firstByteNanos == RequestRecord.ABSENT && now - sentNanos <= STALE_NANOS;
    }

    /** It goes out once more on another connection. */
    void resent() {
        resent = true;
        retries++;
        sentNanos = RequestRecord.ABSENT;
    }

    /** What the server said of when to come back. */
    void retryAfter(String value) {
        retryAfter = value;
    }

    /** Bytes of the answer arrived at {@code nanos}; whether they are the first. One user stamp makes all of it user. */
    boolean read(long nanos, Stamp source) {
        if (source == Stamp.USER) {
            stamp = Stamp.USER;
        }
        boolean first = firstByteNanos == RequestRecord.ABSENT;
        if (first) {
            firstByteNanos = nanos;
        }
        output.read(nanos);
        return first;
    }

    /** A piece of the answer's body, of the last read. */
    void bodyPiece(byte[] source, int from, int to) {
        if (pieces != null) {
            pieces.append(source, from, to, output.readNanos());
        }
    }

    /** The last read brought the first token, and not the end. */
    void firstTokenCame() {
        if (listener != null) {
            listener.firstToken(this);
        }
    }

    void httpStatus(int code) {
        httpStatus = code;
    }

    /** Where the events of the answer are booked. */
    Output output() {
        return output;
    }

    /** The next moment at which some limit may be over; {@link Long#MAX_VALUE} when none can. */
    long deadlineNanos(HttpSettings settings) {
        long deadline = Long.MAX_VALUE;
        if (settings.requestTimeoutNanos() > 0) {
            deadline = startedNanos + settings.requestTimeoutNanos();
        }
        if (!isSent()) {
            if (connectStartNanos != RequestRecord.ABSENT) {
                deadline = Math.min(deadline, connectStartNanos + settings.connectTimeoutNanos());
            }
        } else if (settings.stallTimeoutNanos() > 0 && firstByteNanos != RequestRecord.ABSENT) {
            deadline = Math.min(deadline, output.readNanos() + settings.stallTimeoutNanos());
        }
        return deadline;
    }

    /** Which limit is over at {@code now}, at or after {@link #deadlineNanos}. */
    Status overdue(HttpSettings settings, long now) {
        if (settings.requestTimeoutNanos() > 0 && now - startedNanos >= settings.requestTimeoutNanos()) {
            return Status.TIMEOUT;
        }
        return isSent() ? Status.STALLED : Status.CONNECT_ERROR;
    }

    FlightListener end(Status how, @Nullable String why, long nanos) {
        if (status != null || listener == null) {
            throw new IllegalStateException("the flight was never started or has ended already");
        }
        status = how;
        error = why;
        endNanos = nanos;
        return listener;
    }
}
