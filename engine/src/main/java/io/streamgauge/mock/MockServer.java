package io.streamgauge.mock;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.streamgauge.clock.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built-in server. Any thread; answers from {@link #start} to {@link #close}. */
public final class MockServer implements AutoCloseable {
    private static final int MOST_HEADER_BYTES = 64 << 10;
    private static final int MOST_LINE_BYTES = 16 << 10;
    /** Where a client that does not read makes its stream wait, in bytes buffered. */
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final MockOptions options;
    private final MockTruth truth;
    private final EventLoopGroup group;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<EventLoop, Loop> loops = new HashMap<>();
    private final Desk desk;
    private final @Nullable SslContext tls;
    private final Channel listener;

    private MockServer(MockOptions options, Transport transport) {
        this.options = options;
        tls = options.tls() == null ? null : tlsContext(options.tls());
        group = transport.newGroup(options.loops(), new DefaultThreadFactory("mock-server", true));
        var clock = Clock.monotonic();
        var admission = new Admission(options.maxConcurrent());
        var meters = Stream.generate(LoopMeters::new).limit(options.loops()).toList();
        truth = new MockTruth(options.truthTokens(), meters);
        desk = Endpoints.desk(options, truth, meters, admission);
        var remaining = meters.iterator();
        group.forEach(executor -> {
            var loop = (EventLoop) executor;
            loops.put(loop, new Loop(loop, new Pacer(loop, clock), clock, admission, remaining.next(), truth));
        });
        try {
            listener = listen(transport);
        } catch (RuntimeException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw e;
        }
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @throws IllegalStateException in one line, when the address cannot be bound or the certificate not read
     */
    public static MockServer start(MockOptions options) {
        return new MockServer(options, Transport.choose(options));
    }

    /** The TCP port it listens on, or -1 on a Unix domain socket. */
    public int port() {
        return listener.localAddress() instanceof InetSocketAddress address ? address.getPort() : -1;
    }

    /** What it truly did so far. */
    public MockTruth truth() {
        return truth;
    }

    /** Breaks off what is under way, stops listening, and writes the truth log if one was asked for. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        channels.close().awaitUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        var log = options.truthLog();
        if (log != null) {
            try (var out = Files.newBufferedWriter(log)) {
                truth.writeJsonLines(out);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the truth log " + log + ": " + e.getMessage(), e);
            }
        }
    }

    private Channel listen(Transport transport) {
        var address = transport.address(options);
        var bootstrap = new ServerBootstrap()
                .group(group)
                .channel(transport.channelType())
                .option(ChannelOption.SO_BACKLOG, 4_096)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (address instanceof InetSocketAddress) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IllegalStateException(
                    "cannot listen on " + describe(address) + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private void accept(Channel channel) {
        channels.add(channel);
        var loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("connection on an unknown event loop");
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline()
                .addLast(new HttpRequestDecoder(MOST_LINE_BYTES, MOST_HEADER_BYTES, 64 << 10))
                .addLast(new Connection(channel, desk, loop));
    }

    private static SslContext tlsContext(MockOptions.Tls tls) {
        try {
            return SslContextBuilder.forServer(
                            tls.certificateFile().toFile(), tls.keyFile().toFile())
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot use the certificate " + tls.certificateFile() + " with the key " + tls.keyFile() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static String describe(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? inet.getHostString() + ":" + inet.getPort()
                : address.toString();
    }
}
