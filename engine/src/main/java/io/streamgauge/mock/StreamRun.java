package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.streamgauge.mock.StreamShape.EndTime;
import io.streamgauge.mock.StreamShape.OpeningTime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One streamed answer on its way out. Token k is due at admission + TTFT + the sum of the first k gaps, an absolute time, so that a late
 * write delays nothing after it. Event-loop thread only.
 */
final class StreamRun extends AnswerRun {
    private static final byte[] PADDING_START = "\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PADDING_END = "\",".getBytes(StandardCharsets.US_ASCII);

    private final StreamScript script;
    private final Cursor cursor;
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
        writeChunk(buffer, body);
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
        writeChunk(buffer, event);
        if (terminated) {
            writeChunks(buffer, List.of(script.terminator()));
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
        var body = template.size(cursor) + (glued ? size(script.opening()) : 0) + paddingSize(padded);
        var buffer = held == null ? connection.buffer(HttpHead.chunkSize(body)) : held;
        HttpHead.startChunk(buffer, body);
        if (glued) {
            writeAll(buffer, script.opening());
        }
        if (padded > 0) {
            writePadded(buffer, template, padded);
        } else {
            template.write(buffer, cursor);
        }
        cursor.sequence++;
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
            var body = size(script.end());
            for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
                body += size(script.finish());
            }
            if (body > 0) {
                HttpHead.startChunk(buffer, body);
                writeFinish(buffer);
                writeAll(buffer, script.end());
                HttpHead.endChunk(buffer);
            }
        } else {
            for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
                writeChunks(buffer, script.finish());
            }
            writeChunks(buffer, script.end());
        }
        writeChunks(buffer, List.of(script.terminator()));
        buffer.writeBytes(ReplyFaults.lastChunk(call));
        finish(buffer);
    }

    private void writeFinish(ByteBuf buffer) {
        for (cursor.choice = 0; cursor.choice < generation.choices(); cursor.choice++) {
            writeAll(buffer, script.finish());
        }
    }

    private void sendChunks(List<EventTemplate> events) {
        var buffer = connection.buffer(512);
        writeChunks(buffer, events);
        connection.send(buffer);
    }

    private void writeChunks(ByteBuf buffer, List<EventTemplate> events) {
        for (var event : events) {
            var body = event.size(cursor);
            if (body > 0) {
                HttpHead.startChunk(buffer, body);
                event.write(buffer, cursor);
                cursor.sequence++;
                HttpHead.endChunk(buffer);
            }
        }
    }

    private int size(List<EventTemplate> events) {
        var bytes = 0;
        for (var event : events) {
            bytes += event.size(cursor);
        }
        return bytes;
    }

    private void writeAll(ByteBuf buffer, List<EventTemplate> events) {
        for (var event : events) {
            event.write(buffer, cursor);
            cursor.sequence++;
        }
    }

    private static void writeChunk(ByteBuf buffer, byte[] body) {
        HttpHead.startChunk(buffer, body.length);
        buffer.writeBytes(body);
        HttpHead.endChunk(buffer);
    }

    private static int paddingSize(int padding) {
        return padding == 0 ? 0 : padding + PADDING_START.length + PADDING_END.length;
    }

    /** Writes the event with a field of this many bytes in front of its others. */
    private void writePadded(ByteBuf buffer, EventTemplate template, int padding) {
        var start = buffer.writerIndex();
        template.write(buffer, cursor);
        var brace = buffer.indexOf(start, buffer.writerIndex(), (byte) '{') + 1;
        var rest = buffer.copy(brace, buffer.writerIndex() - brace);
        buffer.writerIndex(brace).writeBytes(PADDING_START);
        for (var i = 0; i < padding; i++) {
            buffer.writeByte('x');
        }
        buffer.writeBytes(PADDING_END).writeBytes(rest);
        rest.release();
    }
}
