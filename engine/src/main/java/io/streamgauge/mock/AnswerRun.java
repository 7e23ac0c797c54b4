package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** An answer under way: from admission to its end, with the stamps of its writes. Event-loop thread only, but for {@link #start}. */
abstract class AnswerRun implements Pacer.Paced {
    final Connection connection;
    final Call call;
    final Generation generation;
    final Loop loop;
    private long[] writeNanos = new long[16];
    private long[] dueNanos = new long[16];
    private int dues;
    private int writes;
    private int tokensSent;
    private boolean admitted;
    private boolean ended;

    AnswerRun(Connection connection, Call call, Generation generation, Loop loop) {
        this.connection = connection;
        this.call = call;
        this.generation = generation;
        this.loop = loop;
    }

    /** Generation may begin: called once, when a place is free. */
    abstract void admitted(long nowNanos);

    /** Sends what is due and schedules what comes after, or ends the answer. */
    abstract void advance(long dueNanos);

    /** Gives back what is held; called once, when the answer has ended. */
    abstract void released();

    /** A place among the concurrent answers is free; any thread. */
    final void start() {
        if (loop.eventLoop().inEventLoop()) {
            startOnLoop();
        } else {
            loop.eventLoop().execute(this::startOnLoop);
        }
    }

    @Override
    public final void fire(long due) {
        if (ended) {
            return;
        }
        if (!connection.isWritable()) {
            connection.resumeWhenWritable(() -> loop.pacer().at(due, this));
            return;
        }
        advance(due);
    }

    /** The connection is gone: the client left, or a fault ended it. */
    final void abandon() {
        if (!ended) {
            end(call.fault() == null ? RequestTruth.Outcome.CLIENT_GONE : RequestTruth.Outcome.FAULT);
        }
    }

    /** Sends the answer's end. Its truth is there before the client can have seen it. */
    final void finish(ByteBuf lastBytes) {
        end(connection.isClosing() ? RequestTruth.Outcome.FAULT : RequestTruth.Outcome.FINISHED);
        connection.send(lastBytes);
        connection.answered(call);
    }

    /** Sends the end of an answer that a fault cut short. */
    final void finishCutShort(ByteBuf lastBytes) {
        end(RequestTruth.Outcome.FAULT);
        connection.send(lastBytes);
        connection.answered(call);
    }

    /** Sends these bytes and ends the connection in mid-answer. */
    final void breakOffAfter(ByteBuf lastBytes) {
        end(RequestTruth.Outcome.FAULT);
        connection.send(lastBytes);
        connection.end(Connection.Ending.CLOSE);
    }

    /** Notes when an event's write was due. */
    final void addDue(long due) {
        if (dues == dueNanos.length) {
            dueNanos = Arrays.copyOf(dueNanos, dues * 2);
            writeNanos = Arrays.copyOf(writeNanos, dues * 2);
        }
        dueNanos[dues++] = due;
    }

    /** Stamps so many events as written now. */
    final void stampWrites(int events) {
        var now = loop.clock().nanos();
        for (var i = 0; i < events; i++) {
            loop.meters().written(now - dueNanos[writes]);
            writeNanos[writes++] = now;
        }
    }

    final void addTokens(int tokens) {
        tokensSent += tokens;
        loop.meters().tokens(tokens);
    }

    private void startOnLoop() {
        admitted = true;
        if (ended) {
            loop.admission().leave();
            return;
        }
        var now = loop.clock().nanos();
        loop.meters().admitted(generation, now - call.receivedNanos());
        admitted(now);
    }

    private void end(RequestTruth.Outcome outcome) {
        ended = true;
        released();
        loop.meters().ended(generation, outcome, loop.clock().nanos() - call.receivedNanos());
        var fault = call.fault();
        loop.truth()
                .add(new RequestTruth(
                        generation.id(),
                        call.receivedNanos(),
                        Arrays.copyOf(writeNanos, writes),
                        tokensSent,
                        outcome,
                        fault == null ? null : fault.kind()));
        if (admitted) {
            loop.admission().leave();
        }
    }
}
