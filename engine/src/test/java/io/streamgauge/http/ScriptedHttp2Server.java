package io.streamgauge.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 server on a real socket that does what its script says, once per request, on its one thread. */
final class ScriptedHttp2Server implements AutoCloseable {
    /** What happens when a request is there. */
    @FunctionalInterface
    interface Script {
        void run(Call call);
    }

    private final Script script;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Long> resets = new LinkedBlockingQueue<>();

    private ScriptedHttp2Server(@Nullable Long mostStreams, Script script) {
        this.script = script;
        var settings = Http2Settings.defaultSettings();
        if (mostStreams != null) {
            settings.maxConcurrentStreams(mostStreams);
        }
        listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .initialSettings(settings)
                                        .gracefulShutdownTimeoutMillis(0)
                                        .validateHeaders(false)
                                        .build())
                                .addLast(new Requests(connections.getAndIncrement()));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    static ScriptedHttp2Server start(Script script) {
        return new ScriptedHttp2Server(null, script);
    }

    /** One that allows so many streams on a connection. */
    static ScriptedHttp2Server allowing(long mostStreams, Script script) {
        return new ScriptedHttp2Server(mostStreams, script);
    }

    Origin origin() {
        return Origin.http("127.0.0.1", ((InetSocketAddress) listener.localAddress()).getPort());
    }

    int connections() {
        return connections.get();
    }

    /** The requests that have come so far. */
    List<Call> calls() {
        return calls;
    }

    /** Waits for the client to reset a stream, and says with which code. */
    long awaitReset() throws InterruptedException {
        Long code = resets.poll(20, TimeUnit.SECONDS);
        if (code == null) {
            throw new AssertionError("no stream was reset");
        }
        return code;
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Requests extends ChannelInboundHandlerAdapter {
        private final int connection;
        private final Map<Integer, Call> coming = new HashMap<>();

        private Requests(int connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            try {
                switch (message) {
                    case Http2HeadersFrame head -> {
                        var call = new Call(context, head.stream(), connection, coming.isEmpty(), head.headers());
                        coming.put(head.stream().id(), call);
                        complete(call, head.isEndStream());
                    }
                    case Http2DataFrame data -> {
                        Call call =
                                Objects.requireNonNull(coming.get(data.stream().id()));
                        call.bodyBytes += data.content().readableBytes();
                        context.write(new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes())
                                .stream(data.stream()));
                        complete(call, data.isEndStream());
                    }
                    case Http2ResetFrame reset -> resets.add(reset.errorCode());
                    default -> {}
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private void complete(Call call, boolean last) {
            if (last) {
                calls.add(call);
                script.run(call);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    /** One request, seen from the script. What is sent goes out when {@link #flush} says so, or the read is over. */
    static final class Call {
        private final ChannelHandlerContext context;
        private final Http2FrameStream stream;
        private final int connection;
        private final Http2Headers head;
        private final boolean first;
        private int bodyBytes;

        private Call(
                ChannelHandlerContext context,
                Http2FrameStream stream,
                int connection,
                boolean first,
                Http2Headers head) {
            this.first = first;
            this.context = context;
            this.stream = stream;
            this.connection = connection;
            this.head = head;
        }

        /** Number of its connection, from 0. */
        int connection() {
            return connection;
        }

        /** Whether it is the first on its connection. */
        boolean isFirst() {
            return first;
        }

        int stream() {
            return stream.id();
        }

        Http2Headers head() {
            return head;
        }

        int bodyBytes() {
            return bodyBytes;
        }

        /** Answers with events and all that belongs to them. */
        void answer(String text) {
            streamHead();
            data(Responses.delta("{\"content\":\"" + text + "\"}"));
            data(Responses.delta("{}", "\"stop\"") + Responses.event("[DONE]"), true);
        }

        void streamHead() {
            head("200", "content-type", "text/event-stream");
        }

        void head(String status, String... fields) {
            send(new DefaultHttp2HeadersFrame(headers(fields).status(status)));
        }

        void lastHead(String status, String... fields) {
            send(new DefaultHttp2HeadersFrame(headers(fields).status(status), true));
        }

        void trailers(String... fields) {
            send(new DefaultHttp2HeadersFrame(headers(fields), true));
        }

        private static Http2Headers headers(String... fields) {
            var headers = new DefaultHttp2Headers(false);
            for (int i = 0; i < fields.length; i += 2) {
                headers.add(fields[i], fields[i + 1]);
            }
            return headers;
        }

        void data(String text) {
            data(text, false);
        }

        void data(String text, boolean last) {
            send(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), last));
        }

        void reset(Http2Error error) {
            send(new DefaultHttp2ResetFrame(error));
        }

        /** No stream after this one is taken up. Past Netty, which would not forsake a stream that it has read. */
        void goAway(int lastStream) {
            context.pipeline()
                    .firstContext()
                    .write(Unpooled.buffer()
                            .writeMedium(8)
                            .writeByte(Http2FrameTypes.GO_AWAY)
                            .writeByte(0)
                            .writeInt(0)
                            .writeInt(lastStream)
                            .writeInt((int) Http2Error.NO_ERROR.code()));
        }

        void flush() {
            context.flush();
        }

        void close() {
            context.channel().close();
        }

        /** Drops the socket without a word. */
        void drop() {
            context.channel().unsafe().closeForcibly();
        }

        private void send(Http2StreamFrame frame) {
            context.write(frame.stream(stream));
        }
    }
}
