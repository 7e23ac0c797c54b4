package io.streamgauge.http;

import io.streamgauge.http.LoopCounters.Count;
import io.streamgauge.record.Stamp;
import io.streamgauge.record.Status;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the flight it carries, if any. Loop-owned. Told by its {@link Pipe} of bytes and of the end; tells
 * its loop when the flight is over. Allocates nothing per read.
 */
final class Connection {
    private final HttpLoop loop;
    private final int origin;
    private final int session;
    private final ResponseDecoder decoder = new ResponseDecoder();
    private final Answer answer;
    private @Nullable Pipe pipe;
    private @Nullable Flight flight;
    private int attempt;
    private boolean used;
    private boolean closed;
    /** Whether it is being made: let through by the gate, and nothing known of it yet. */
    private boolean settling;

    /** Its place among the idle ones; kept by {@link IdleConnections}. */
    int idleIndex = -1;

    /** @param session whose it is for as long as it lives; {@link Flight#NO_SESSION} for anybody's */
    Connection(HttpLoop loop, int session, Flight first) {
        this.loop = loop;
        this.origin = first.origin();
        this.session = session;
        this.answer = loop.newAnswer();
        this.flight = first;
        first.connection = this;
    }

    int origin() {
        return origin;
    }

    int session() {
        return session;
    }

    /** The socket is there and, where asked for, encrypted. */
    void connected(Pipe way) {
        Flight first = flight;
        if (first != null && !closed) {
            loop.prefer(origin, attempt);
            first.connected(loop.now());
        }
        joined(way);
    }

    /** It has a place on a socket that was there before, which costs the first flight nothing. */
    void joined(Pipe way) {
        settle();
        Flight first = flight;
        if (first == null || closed) {
            way.close();
            return;
        }
        pipe = way;
        send(first);
    }

    void passedGate() {
        settling = true;
    }

    private void settle() {
        if (settling) {
            settling = false;
            loop.settled();
        }
    }

    void connecting(long nanos) {
        Flight first = flight;
        if (first != null) {
            first.connecting(nanos);
            loop.limitsChanged(first);
        }
    }

    /** How many addresses have refused it so far. */
    int attempt() {
        return attempt;
    }

    /** There is no socket, at least not at this address. */
    void refused(String why) {
        Flight first = flight;
        attempt++;
        if (closed || first == null || loop.connectAgain(this)) {
            return;
        }
        close();
        over(first, Status.CONNECT_ERROR, why, loop.now());
    }

    /** Sends the flight's request; the connection is connected and idle. */
    void send(Flight next) {
        Pipe way = pipe;
        if (way == null) {
            throw new IllegalStateException("sent before connected");
        }
        flight = next;
        next.connection = this;
        decoder.reset();
        next.sent(loop.now(), way.stamp());
        way.write(next.route().head(origin), next.bodyBytes(), next.bodyLength());
    }

    /** Bytes arrived at {@code nanos}, as {@code source} says: {@code from..to} of {@code bytes}, valid during the call. */
    void read(byte[] bytes, int from, int to, long nanos, Stamp source) {
        loop.counters().add(Count.READS, 1);
        loop.counters().add(Count.BYTES, to - from);
        Flight current = flight;
        if (current == null) {
            // Nothing was asked: such a connection cannot be trusted with the next request.
            loop.counters().add(Count.GARBAGE, 1);
            close();
            return;
        }
        if (current.read(nanos, source)) {
            loop.limitsChanged(current);
        }
        int tokens = current.tokens();
        int coalesced = current.coalesced();
        ResponseDecoder.Step step = decode(current, bytes, from, to);
        loop.counters().add(Count.TOKENS, current.tokens() - tokens);
        loop.counters().add(Count.COALESCED, current.coalesced() - coalesced);
        switch (step) {
            case END -> complete(current, decoder.position() < to, nanos);
            case MALFORMED -> breakOff(current, Status.MALFORMED, decoder.problem(), nanos);
            case BODY -> breakOff(current, answer.complete(current), answer.message(), nanos);
            case MORE, HEAD -> {
                if (tokens == 0 && current.tokens() > 0) {
                    current.firstTokenCame();
                }
            }
        }
    }

    /** Decodes until the bytes or the response end, or the answer is decided in mid-body, which is told as BODY. */
    private ResponseDecoder.Step decode(Flight current, byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            ResponseDecoder.Step step = decoder.decode(bytes, at, to);
            at = decoder.position();
            switch (step) {
                case BODY -> {
                    current.bodyPiece(bytes, decoder.bodyFrom(), decoder.bodyTo());
                    answer.body(current, bytes, decoder.bodyFrom(), decoder.bodyTo());
                    if (answer.isDecided()) {
                        return step;
                    }
                }
                case HEAD -> {
                    answer.begin(current, decoder.head());
                    if (answer.isDecided()) {
                        return ResponseDecoder.Step.BODY;
                    }
                }
                case MORE, END, MALFORMED -> {
                    return step;
                }
            }
        }
    }

    private void complete(Flight current, boolean garbage, long nanos) {
        if (garbage) {
            loop.counters().add(Count.GARBAGE, 1);
        }
        Status status = answer.complete(current);
        String message = answer.message();
        boolean reusable = !garbage
                && decoder.head().isPersistent()
                && !current.route().isLook()
                && loop.reusesConnections()
                && pipe != null
                && pipe.isFlushed();
        answer.end();
        flight = null;
        used = true;
        if (reusable) {
            loop.idle(this);
        } else {
            close();
        }
        loop.over(current, status, message, nanos);
    }

    /** Ends the flight and the connection with it. */
    private void breakOff(Flight current, Status how, @Nullable String why, long nanos) {
        close();
        over(current, how, why, nanos);
    }

    private void over(Flight current, Status how, @Nullable String why, long nanos) {
        answer.end();
        flight = null;
        loop.over(current, how, why, nanos);
    }

    /** The flight is over for reasons of ours: a limit, or because it was called off. */
    void abandon(Flight current, Status how, @Nullable String why, long nanos) {
        breakOff(current, how, why, nanos);
    }

    /**
     * The other side ended the connection, or it broke.
     *
     * @param why one line, null for an orderly end
     */
    void ended(@Nullable String why, long nanos) {
        ended(why, nanos, used);
    }

    /** @param untaken whether the server may not have taken up the request that it has not begun to answer */
    void ended(@Nullable String why, long nanos, boolean untaken) {
        Flight current = flight;
        boolean wasClosed = closed;
        close();
        if (current == null || wasClosed) {
            return;
        }
        if (why == null && decoder.endsWithConnection()) {
            Status status = answer.complete(current);
            String message = answer.message();
            over(current, status, message, nanos);
        } else if (untaken && decoder.isAtStart() && current.mayResend(nanos)) {
            flight = null;
            answer.end();
            loop.resend(current);
        } else {
            boolean before = decoder.isAtStart();
            String place =
                    before ? "the connection ended before the answer began" : "the connection ended inside the answer";
            Status status = before ? Status.CONNECT_ERROR : Status.TRUNCATED;
            over(current, status, why == null ? place : place + ": " + why, nanos);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes the socket; the flight, if any, is the caller's business. */
    void close() {
        settle();
        if (!closed) {
            closed = true;
            loop.closed(this);
        }
        Pipe way = pipe;
        pipe = null;
        if (way != null) {
            way.close();
        }
    }
}
