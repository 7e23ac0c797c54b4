package io.streamgauge.mock;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One client's connection: gathers requests, has them answered one after the other, sends the bytes. Event-loop thread only. */
final class Connection extends ChannelInboundHandlerAdapter {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATUS_START = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_BODY_BYTES = 256 << 20;
    private static final int MOST_PIPELINED = 64;

    /** How a connection ends before its time. */
    enum Ending {
        CLOSE,
        RESET
    }

    private final Channel channel;
    private final Desk desk;
    private final Loop loop;
    private final ArrayDeque<Call> pending = new ArrayDeque<>();
    private @Nullable HttpRequest head;
    private @Nullable ByteBuf body;
    private @Nullable AnswerRun running;
    private @Nullable Runnable whenWritable;
    private @Nullable ByteFault byteFault;
    private boolean preparing;
    private boolean closing;

    Connection(Channel channel, Desk desk, Loop loop) {
        this.channel = channel;
        this.desk = desk;
        this.loop = loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                begin(request);
            }
            if (message instanceof HttpContent content && head != null) {
                gather(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        dropBody();
        pending.clear();
        whenWritable = null;
        var run = running;
        running = null;
        if (run != null) {
            run.abandon();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        var resume = whenWritable;
        if (resume != null && channel.isWritable()) {
            whenWritable = null;
            resume.run();
        }
    }

    /** A broken connection is the client's affair; the answer is abandoned when the channel closes. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    /** A buffer to be given back through {@link #send(ByteBuf)}. */
    ByteBuf buffer(int bytes) {
        return channel.alloc().directBuffer(bytes);
    }

    /** Sends the buffer's bytes, or what a fault makes of them; takes the buffer over. */
    void send(ByteBuf buffer) {
        if (byteFault == null) {
            write(buffer);
        } else {
            byteFault.send(buffer, this);
        }
    }

    /** Writes and flushes; takes the buffer over. A write that fails closes the channel, and the answer is abandoned then. */
    void write(ByteBuf buffer) {
        channel.writeAndFlush(buffer, channel.voidPromise());
    }

    /** Ends the connection, once what has been written is out where the ending is orderly. */
    void end(Ending ending) {
        closing = true;
        switch (ending) {
            case CLOSE -> channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            case RESET -> Listener.reset(channel);
        }
    }

    /** Whether the connection is about to end, so that no answer follows. */
    boolean isClosing() {
        return closing;
    }

    void send(byte[] bytes) {
        send(Unpooled.wrappedBuffer(bytes));
    }

    void send(Reply.Whole whole, boolean keepAlive) {
        send(bytes(whole, keepAlive));
    }

    static ByteBuf bytes(Reply.Whole whole, boolean keepAlive) {
        return Unpooled.wrappedBuffer(HttpHead.whole(whole, keepAlive), whole.body());
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Runs this once when the client has read enough for more to be written. */
    void resumeWhenWritable(Runnable resume) {
        whenWritable = resume;
    }

    /** The answer to this call has been written: closes, or goes on to the next call. */
    void answered(Call call) {
        running = null;
        if (!call.keepAlive()) {
            end(Ending.CLOSE);
        }
        var next = closing ? null : pending.pollFirst();
        if (next != null) {
            channel.eventLoop().execute(() -> serve(next));
        }
    }

    private void begin(HttpRequest request) {
        dropBody();
        if (request.decoderResult().isFailure()) {
            send(desk.malformedRequest(), false);
            end(Ending.CLOSE);
            return;
        }
        head = request;
        if (HttpUtil.is100ContinueExpected(request)) {
            send(CONTINUE);
        }
    }

    private void gather(HttpContent content) {
        var bytes = content.content();
        if (bytes.isReadable()) {
            var gathered = body;
            if (gathered == null) {
                gathered = channel.alloc().buffer(bytes.readableBytes());
                body = gathered;
            }
            gathered.writeBytes(bytes);
            if (gathered.readableBytes() > MOST_BODY_BYTES) {
                channel.close();
                return;
            }
        }
        if (content instanceof LastHttpContent) {
            dispatch(call());
        }
    }

    private Call call() {
        var request = Objects.requireNonNull(head);
        var bytes = new byte[body == null ? 0 : body.readableBytes()];
        if (body != null) {
            body.readBytes(bytes);
        }
        dropBody();
        var keepAlive = !request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                && HttpUtil.isKeepAlive(request);
        // Only POSTs are numbered, so that a look at the server's health changes neither texts nor faults.
        var number = request.method().equals(HttpMethod.POST) ? desk.nextNumber() : -1;
        var fault = number < 0 ? null : desk.faults().forRequest(number);
        var closes = fault != null && fault.kind() == FaultKind.CONNECTION_CLOSE;
        return Call.of(request, bytes, loop.clock().nanos(), number, keepAlive && !closes, fault);
    }

    private void dispatch(Call call) {
        if (closing) {
            return;
        }
        if (running == null && !preparing && pending.isEmpty()) {
            serve(call);
        } else if (pending.size() < MOST_PIPELINED) {
            pending.addLast(call);
        } else {
            channel.close();
        }
    }

    private void serve(Call call) {
        if (!channel.isActive()) {
            return;
        }
        byteFault = null;
        var fault = call.fault();
        if (fault == null) {
            answer(call, desk.reply(call));
        } else {
            serve(call, fault);
        }
    }

    private void serve(Call call, FaultRule fault) {
        switch (fault.kind()) {
            case RESET -> end(Ending.RESET);
            case CLOSE -> end(Ending.CLOSE);
            case REFUSE -> {
                loop.gate().refuse(fault.nanos());
                end(Ending.RESET);
            }
            case RESTART -> loop.gate().restart(fault.nanos());
            case SLOW_HEADERS -> {
                preparing = true;
                send(STATUS_START.clone());
                if (fault.nanos() != Long.MAX_VALUE) {
                    loop.pacer().at(loop.clock().nanos() + fault.nanos(), due -> {
                        preparing = false;
                        byteFault = new ByteFault.SkipFirst(STATUS_START.length);
                        answer(call, desk.reply(call));
                    });
                }
            }
            default -> {
                byteFault = byteFault(fault, call);
                answer(call, ReplyFaults.reply(fault, call, desk));
            }
        }
    }

    private static @Nullable ByteFault byteFault(FaultRule fault, Call call) {
        var draw = (int) (Words.mix(call.number() + 1) >>> 1) % 2_000;
        return switch (fault.kind()) {
            case CLOSE_AT -> new ByteFault.CutAfter(fault.count(Math.abs(draw)), Ending.CLOSE);
            case RESET_AT -> new ByteFault.CutAfter(fault.count(Math.abs(draw)), Ending.RESET);
            case TINY_WRITES -> new ByteFault.Tiny(fault.count(1));
            case GARBAGE_STATUS -> new ByteFault.GarbageStatus();
            default -> null;
        };
    }

    private void answer(Call call, Reply reply) {
        if (!channel.isActive()) {
            return;
        }
        switch (reply) {
            case Reply.Whole whole -> {
                send(whole, call.keepAlive());
                answered(call);
            }
            case Reply.Slow slow -> prepare(call, slow);
            case Reply.Delayed delayed -> run(new DelayedRun(this, call, delayed, loop, desk.options()));
            case Reply.Streamed streamed -> run(new StreamRun(this, call, streamed, loop, desk.options()));
        }
    }

    private void prepare(Call call, Reply.Slow slow) {
        preparing = true;
        Thread.startVirtualThread(() -> {
            var whole = slow.whole().get();
            try {
                channel.eventLoop().execute(() -> {
                    preparing = false;
                    send(whole, call.keepAlive());
                    answered(call);
                });
            } catch (RejectedExecutionException closed) {
                // The server was closed meanwhile, and its connections with it: nobody waits for this.
            }
        });
    }

    private void run(AnswerRun run) {
        running = run;
        loop.admission().enter(run::start);
    }

    private void dropBody() {
        head = null;
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
