package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way out. Token k is due at admission + TTFT + the sum of the first k gaps, an absolute time, so that a late
 * write delays nothing after it. Event-loop thread only.
 */
final class StreamRun extends AnswerRun {
    private final StreamScript script;
    private final Cursor cursor;
    private final ChunkWriter chunks;
    private final SplittableRandom random;
    private final int tokensPerEvent;
    private final int eventsPerWrite;
    private final LatencyModel itl;
    private int token;
    private long tokenDueNanos;
    private boolean headSent;
    private @Nullable ByteBuf held;
    private int heldEvents;
    private boolean firstWritten;
    private long lastTokenNanos;
    private final @Nullable StreamFault fault;
    private boolean repeatNext;
    private int padding;

    StreamRun(Connection connection, Call call, Reply.Streamed reply, Loop loop, MockOptions options) {
        super(connection, call, reply.generation(), loop);
        script = reply.script();
        cursor = new Cursor(generation);
        chunks = new ChunkWriter(cursor);
        random = new SplittableRandom(Words.mix(generation.wordSeed()));
        tokensPerEvent = options.tokensPerEvent();
        eventsPerWrite = options.eventsPerWrite();
        itl = options.itl();
        fault = StreamFault.of(call, generation, options.style());
        tokenDueNanos = options.ttft().nextNanos(random) + options.ttftPerInputTokenNanos() * generation.promptTokens();
    }

    @Override
    void admitted(long nowNanos) {
        tokenDueNanos += nowNanos;
        if (script.openingTime() != OpeningTime.ALL_AT_FIRST_TEXT) {
            sendHead();
        }
        if (script.openingTime() == OpeningTime.AT_ONCE) {
            sendOpening();
        }
        loop.pacer().at(tokenDueNanos, this);
    }

    @Override
    void advance(long dueNanos) {
        cursor.choice = 0;
        if (!headSent) {
            sendHead();
        }
        if (fault != null && fault.beforeOpening() && fault.strikesAt(token) && fault.strike(this)) {
            return;
        }
        var to = nextEventEnd(token);
        if (token == 0
                && script.openingTime() != OpeningTime.AT_ONCE
                && script.openingTime() != OpeningTime.IN_FIRST_TEXT_CHUNK) {
            sendOpening();
        }
        if (fault != null && fault.strikesAt(token) && fault.strike(this)) {
            return;
        }
        if (token == generation.reasoningTokens() && !script.beforeText().isEmpty()) {
            sendChunks(script.beforeText());
        }
        cursor.fromToken = token;
        cursor.toToken = to;
        meter(to - token);
        for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
            addTextEvent(dueNanos);
            if (repeatNext) {
                repeatNext = false;
                addTextEvent(dueNanos);
            }
        }
        token = to;
        if (token == generation.tokens()) {
            sendEnd();
        } else {
            scheduleNext();
        }
    }

    /** Sends nothing for so long; what comes after is as much later. */
    void stall(long nanos) {
        flushHeld();
        if (nanos != Long.MAX_VALUE) {
            tokenDueNanos = Math.max(tokenDueNanos, loop.clock().nanos()) + nanos;
            loop.pacer().at(tokenDueNanos, this);
        }
    }

    /** Sends one chunk of these bytes. */
    void sendChunk(byte[] body) {
        flushHeld();
        var buffer = connection.buffer(HttpHead.chunkSize(body.length));
        chunks.writeChunk(buffer, body);
        connection.send(buffer);
    }

    /** Sends an event of text that has none. */
    void sendEmptyText() {
        flushHeld();
        cursor.fromToken = token;
        cursor.toToken = token;
        sendChunks(List.of(script.text()));
    }

    /** The next event of text is sent twice. */
    void repeatNext() {
        repeatNext = true;
    }

    /** The next event of text carries a field of so many bytes more. */
    void padNext(int bytes) {
        padding = bytes;
    }

    /** Sends this event as the last one; ends the stream as usual, or without its terminator. */
    void breakOff(byte[] event, boolean terminated) {
        flushHeld();
        var buffer = connection.buffer(512);
        chunks.writeChunk(buffer, event);
        if (terminated) {
            chunks.writeChunks(buffer, List.of(script.terminator()));
        }
        buffer.writeBytes(HttpHead.LAST_CHUNK);
        finishCutShort(buffer);
    }

    /** Sends half of a chunk and closes. */
    void breakOffInChunk() {
        flushHeld();
        cursor.fromToken = token;
        cursor.toToken = nextEventEnd(token);
        var body = script.text().size(cursor);
        var buffer = connection.buffer(HttpHead.chunkSize(body));
        HttpHead.startChunk(buffer, body);
        script.text().write(buffer, cursor);
        breakOffAfter(buffer.writerIndex(buffer.writerIndex() - body / 2));
    }

    @Override
    void released() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private int nextEventEnd(int from) {
        var to = from == 0 ? 1 : Math.min(generation.tokens(), from + tokensPerEvent);
        return from < generation.reasoningTokens() ? Math.min(to, generation.reasoningTokens()) : to;
    }

    private void scheduleNext() {
        // An event leaves when the last of its tokens is there.
        for (var i = nextEventEnd(token) - token; i > 0; i--) {
            tokenDueNanos += itl.nextNanos(random);
        }
        loop.pacer().at(tokenDueNanos, this);
    }

    private void meter(int tokens) {
        var now = loop.clock().nanos();
        if (token == 0) {
            loop.meters().timeToFirstToken.record(now - call.receivedNanos(), 1);
        } else {
            loop.meters().interTokenLatency.record((now - lastTokenNanos) / tokens, tokens);
        }
        lastTokenNanos = now;
    }

    private void addTextEvent(long dueNanos) {
        var template = script.textEvent(cursor);
        var glued = cursor.fromToken == 0 && script.openingTime() == OpeningTime.IN_FIRST_TEXT_CHUNK;
        var padded = padding;
        padding = 0;
        var body = chunks.size(template, padded) + (glued ? chunks.size(script.opening()) : 0);
        var buffer = held == null ? connection.buffer(HttpHead.chunkSize(body)) : held;
        HttpHead.startChunk(buffer, body);
        if (glued) {
            chunks.write(buffer, script.opening());
        }
        chunks.write(buffer, template, padded);
        HttpHead.endChunk(buffer);
        held = buffer;
        addDue(dueNanos);
        addTokens(cursor.toToken - cursor.fromToken);
        heldEvents++;
        if (!firstWritten || heldEvents >= eventsPerWrite || cursor.toToken == generation.tokens()) {
            flushHeld();
        }
    }

    private void flushHeld() {
        var buffer = held;
        if (buffer == null) {
            return;
        }
        held = null;
        firstWritten = true;
        stampWrites(heldEvents);
        heldEvents = 0;
        connection.send(buffer);
    }

    private void sendHead() {
        headSent = true;
        connection.send(HttpHead.chunked(script.contentType(), call.keepAlive()));
    }

    private void sendOpening() {
        for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
            sendChunks(script.opening());
        }
        cursor.choice = 0;
    }

    private void sendEnd() {
        flushHeld();
        var buffer = connection.buffer(512);
        if (script.endTime() == EndTime.ONE_CHUNK) {
            writeEndInOneChunk(buffer);
        } else {
            for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
                chunks.writeChunks(buffer, script.finish());
            }
            chunks.writeChunks(buffer, script.end());
        }
        chunks.writeChunks(buffer, List.of(script.terminator()));
        buffer.writeBytes(ReplyFaults.lastChunk(call));
        finish(buffer);
    }

    private void writeEndInOneChunk(ByteBuf buffer) {
        var body = chunks.size(script.end());
        for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
            body += chunks.size(script.finish());
        }
        if (body == 0) {
            return; // an empty chunk would end the body
        }
        HttpHead.startChunk(buffer, body);
        for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
            chunks.write(buffer, script.finish());
        }
        chunks.write(buffer, script.end());
        HttpHead.endChunk(buffer);
    }

    private void sendChunks(List<EventTemplate> events) {
        if (!events.isEmpty()) {
            var buffer = connection.buffer(512);
            chunks.writeChunks(buffer, events);
            connection.send(buffer);
        }
    }
}
