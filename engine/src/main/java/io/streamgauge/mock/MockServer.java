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
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built-in server. Any thread; answers from {@link #start} to {@link #close}. */
public final class MockServer implements AutoCloseable {
    /** Where a client that does not read makes its stream wait, in bytes buffered. */
    private static final WriteBufferWaterMark BACKLOG = new WriteBufferWaterMark(256 << 10, 1 << 20);

    private final MockOptions options;
    private final MockTruth truth;
    private final EventLoopGroup group;
    /** Accepts on a thread of its own: behind a loop that is busy with tokens, the listen queue would overflow. */
    private final EventLoopGroup acceptor;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<EventLoop, Loop> loops = new HashMap<>();
    private final Desk desk;
    private final @Nullable SslContext tls;
    private final Listener listener;
    private final SocketAddress address;
    private final Faults faults;
    private final AtomicLong accepted = new AtomicLong();

    private MockServer(MockOptions options, Transport transport) {
        this.options = options;
        tls = options.tls() == null ? null : tlsContext(options.tls());
        group = transport.newGroup(options.loops(), new DefaultThreadFactory("mock-server", true));
        acceptor = transport.newGroup(1, new DefaultThreadFactory("mock-acceptor", true));
        faults = new Faults(options.faults(), options.seed());
        var clock = Clock.monotonic();
        var admission = new Admission(options.maxConcurrent());
        var meters = Stream.generate(LoopMeters::new).limit(options.loops()).toList();
        truth = new MockTruth(options.truthTokens(), meters, faults);
        desk = Endpoints.desk(options, faults, truth, meters, admission);
        listener = listener(transport);
        var remaining = meters.iterator();
        group.forEach(executor -> {
            var loop = (EventLoop) executor;
            loops.put(
                    loop, new Loop(loop, new Pacer(loop, clock), clock, admission, remaining.next(), truth, listener));
        });
        try {
            address = listener.open(transport.address(options));
        } catch (RuntimeException e) {
            acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
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
        return address instanceof InetSocketAddress inet ? inet.getPort() : -1;
    }

    /** What it truly did so far. */
    public MockTruth truth() {
        return truth;
    }

    /** Breaks off what is under way, stops listening, and writes the truth log if one was asked for. */
    @Override
    public void close() {
        listener.close();
        channels.close().awaitUninterruptibly();
        acceptor.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
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

    private Listener listener(Transport transport) {
        var bootstrap = new ServerBootstrap()
                .group(acceptor, group)
                .channel(transport.channelType())
                .option(ChannelOption.SO_BACKLOG, 4_096)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, BACKLOG)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        if (transport.overTcp()) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        return new Listener(bootstrap, channels);
    }

    private void accept(Channel channel) {
        channels.add(channel);
        var fault = faults.forConnection(accepted.getAndIncrement());
        if (fault != null) {
            befall(channel, fault);
        }
        var loop = loops.get(channel.eventLoop());
        if (loop == null) {
            throw new IllegalStateException("connection on an unknown event loop");
        }
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new ProtocolChoice(desk, loop));
    }

    private static void befall(Channel channel, FaultRule fault) {
        var loop = channel.eventLoop();
        if (fault.kind() == FaultKind.ACCEPT_RESET) {
            loop.execute(() -> Listener.reset(channel));
            return;
        }
        channel.config().setAutoRead(false);
        if (fault.nanos() != Long.MAX_VALUE) {
            loop.schedule(() -> channel.config().setAutoRead(true), fault.nanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static SslContext tlsContext(MockOptions.Tls tls) {
        try {
            return SslContextBuilder.forServer(
                            tls.certificateFile().toFile(), tls.keyFile().toFile())
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "cannot use the certificate " + tls.certificateFile() + " with the key " + tls.keyFile() + ": "
                            + e.getMessage(),
                    e);
        }
    }
}
